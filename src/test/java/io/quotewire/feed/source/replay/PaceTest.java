package io.quotewire.feed.source.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PaceTest {
    private static final long RECORDED = 1_700_000_000_000_000L;
    private static final long NOW = 77;

    @ParameterizedTest
    @CsvSource({"1, 1000, 1000", "10, 1000, 100", "0.5, 1000, 2000", "1000000, 1000, 0"})
    void theWaitIsTheRecordedDifferenceDividedByTheSpeed(double speed, long laterMicros, long waitMicros) {
        Pace pace = new Pace(speed);

        assertThat(pace.waitMicros(RECORDED, NOW)).isZero();
        assertThat(pace.waitMicros(RECORDED + laterMicros, NOW)).isEqualTo(waitMicros);
        assertThat(pace.waitMicros(RECORDED + laterMicros, NOW + waitMicros + 5))
                .isEqualTo(-5);
    }

    @Test
    void whatIsLateCatchesUpAndNothingIsPutOffForIt() {
        Pace pace = new Pace(1);
        pace.waitMicros(RECORDED, NOW);

        assertThat(pace.waitMicros(RECORDED + 1_000, NOW + 3_000)).isEqualTo(-2_000);
        assertThat(pace.waitMicros(RECORDED + 2_000, NOW + 3_000)).isEqualTo(-1_000);
        assertThat(pace.waitMicros(RECORDED + 4_000, NOW + 3_000)).isEqualTo(1_000);
    }

    @Test
    void aClockOfTheExchangeThatGoesBackHoldsNothingUp() {
        Pace pace = new Pace(2);
        pace.waitMicros(RECORDED, NOW);

        assertThat(pace.waitMicros(RECORDED - 5_000_000, NOW)).isNegative();
        assertThat(pace.waitMicros(RECORDED + 10, NOW)).isEqualTo(5);
    }

    @Test
    void afterARestartTheNextIsTheFirst() {
        Pace pace = new Pace(1);
        pace.waitMicros(RECORDED, NOW);
        pace.restart();

        assertThat(pace.waitMicros(RECORDED, 900)).isZero();
        assertThat(pace.waitMicros(RECORDED + 10, 900)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 1700000000000000, 9000000000000000000",
        "1, -9223372036854775808, 9223372036854775807",
        "0.0001, 0, 1700000000000000",
    })
    void aTimeThatCannotBeIsWaitedForLongAndNotPlayedAtOnce(double speed, long first, long next) {
        Pace pace = new Pace(speed);
        pace.waitMicros(first, NOW);

        assertThat(pace.waitMicros(next, NOW))
                .isGreaterThan(TimeUnit.DAYS.toMicros(36_500))
                .isLessThan(TimeUnit.DAYS.toMicros(37_000));
    }
}
