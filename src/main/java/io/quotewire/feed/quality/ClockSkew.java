package io.quotewire.feed.quality;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far the exchange's clock and ours are apart: the median, over the last samples, of the exchange's time less the time of
 * receipt. What a message needs to get here is in it, so that it is a little below zero where the clocks agree; above zero,
 * ours is behind. Confined to the event loop of its verticle.
 */
public final class ClockSkew {
    private static final int SAMPLES = 101;
    private static final long PAUSE_MICROS = 200_000;

    private final long[] samples = new long[SAMPLES];
    private int taken;
    private long nextMicros = Long.MIN_VALUE;

    /**
     * Takes a sample, unless it is too early for another or the time says nothing.
     *
     * @param time the exchange's time as written
     * @param receivedMicros when it was received, epoch microseconds
     */
    void sample(@Nullable String time, long receivedMicros) {
        if (time == null || receivedMicros < nextMicros) {
            return;
        }
        long micros = ExchangeTime.micros(time);
        if (micros != ExchangeTime.UNKNOWN) {
            samples[taken % SAMPLES] = micros - receivedMicros;
            taken = taken == 2 * SAMPLES - 1 ? SAMPLES : taken + 1;
            nextMicros = receivedMicros + PAUSE_MICROS;
        }
    }

    /**
     * The median.
     *
     * @return microseconds; empty before the first sample
     */
    public OptionalLong medianMicros() {
        int count = Math.min(taken, SAMPLES);
        if (count == 0) {
            return OptionalLong.empty();
        }
        long[] sorted = Arrays.copyOf(samples, count);
        Arrays.sort(sorted);
        return OptionalLong.of(sorted[count / 2]);
    }
}
