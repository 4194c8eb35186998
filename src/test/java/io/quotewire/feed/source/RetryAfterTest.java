package io.quotewire.feed.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "0 | 0",
                "1 | 1000",
                "' 90 ' | 90000",
                "259200 | 259200000",
                "999999999999999999 | 604800000",
                "9999999999999999999 | -",
                "Fri, 20 Nov 2026 12:00:30 GMT | 30000",
                "Fri, 20 Nov 2026 11:00:00 GMT | 0",
                "-1 | -",
                "1.5 | -",
                "soon | -",
                "'' | -",
                "- | -",
            })
    void secondsAndDatesAreUnderstood(String header, Long expectedMs) {
        Long ms = RetryAfter.ms(header, Instant.parse("2026-11-20T12:00:00Z")).isPresent()
                ? RetryAfter.ms(header, Instant.parse("2026-11-20T12:00:00Z")).getAsLong()
                : null;

        assertThat(ms).isEqualTo(expectedMs);
    }
}
