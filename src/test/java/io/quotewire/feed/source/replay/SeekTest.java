package io.quotewire.feed.source.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SeekTest {
    private static final long FIRST = 1_700_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "90s, 90000000",
        "0s, 0",
        "5m, 300000000",
        "1h30m, 5400000000",
        "2h5s, 7205000000",
        "1h2m3.5s, 3723500000",
        "0.000001s, 1",
    })
    void aTimeSpanIsCountedFromTheFirstMessage(String text, long micros) {
        Seek seek = Seek.of(text).orElseThrow();

        assertThat(seek).isEqualTo(new Seek(micros, true));
        assertThat(seek.startMicros(FIRST)).isEqualTo(FIRST + micros);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-08-08T23:54:00Z, 1723161240000000",
        "2024-08-08T23:54:00.123456789Z, 1723161240123456",
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.5Z, -500000",
    })
    void aMomentIsOneWhateverTheFirstMessage(String text, long micros) {
        Seek seek = Seek.of(text).orElseThrow();

        assertThat(seek).isEqualTo(new Seek(micros, false));
        assertThat(seek.startMicros(FIRST)).isEqualTo(micros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "90",
                "s",
                "-5s",
                "1.5m",
                "5m1h",
                "0.0000001s",
                "90S",
                "2024-08-08",
                "2024-08-08T23:54:00",
                "2024-13-08T23:54:00Z",
                "soon",
            })
    void anyOtherTextIsNeither(String text) {
        assertThat(Seek.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9999999999999999999h", "3000000h", "+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"
            })
    void whatNoMicrosecondsCountIsNeither(String text) {
        assertThat(Seek.of(text)).isEmpty();
    }

    @Test
    void withoutOneItIsTheFirstMessage() {
        assertThat(Seek.START.startMicros(FIRST)).isEqualTo(FIRST);
        assertThat(Seek.of(Instant.EPOCH.toString()).orElseThrow().startMicros(FIRST))
                .isZero();
    }
}
