package io.quotewire.kit.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void delaysDoubleUpToTheGreatest() {
        Backoff backoff = new Backoff(1_000, 120_000, fixed(0));

        long[] delays = new long[9];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = backoff.nextMs();
        }

        assertThat(delays).containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, 120_000);
    }

    @Test
    void jitterAddsUpToThirtyPercentWithinTheBounds() {
        Backoff backoff = new Backoff(1_000, 120_000, new SplittableRandom(1));
        long base = 1_000;
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.nextMs()).isBetween(base, Math.min(120_000, (long) (base * 1.3)));
            base = Math.min(120_000, base * 2);
        }
    }

    @Test
    void aResetBeginsAnew() {
        Backoff backoff = new Backoff(1_000, 120_000, fixed(0));
        backoff.nextMs();
        backoff.nextMs();

        backoff.reset();

        assertThat(backoff.nextMs()).isEqualTo(1_000);
    }

    private static RandomGenerator fixed(long value) {
        return () -> value;
    }
}
