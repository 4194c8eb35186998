package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameMeterTest {
    private static int taken(FrameMeter meter, int frames, long nowMs) {
        int taken = 0;
        for (int i = 0; i < frames; i++) {
            taken += meter.add(nowMs) ? 0 : 1;
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_999, Integer.MAX_VALUE, Integer.MAX_VALUE - 500L, 1L << 33})
    void twoHundredASecondAreTakenAndOneMoreIsNot(long nowMs) {
        FrameMeter meter = new FrameMeter(200);

        assertThat(taken(meter, 200, nowMs)).isEqualTo(200);
        assertThat(meter.add(nowMs + 999)).isTrue();
        assertThat(meter.add(nowMs + 1_000)).isFalse();
        assertThat(taken(meter, 250, nowMs + 1_999)).isEqualTo(199);
        assertThat(taken(meter, 250, nowMs + 500_000)).isEqualTo(200);
    }

    @Test
    void withoutALimitAllAreTaken() {
        assertThat(taken(new FrameMeter(0), 10_000, 1)).isEqualTo(10_000);
    }
}
