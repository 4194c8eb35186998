package io.quotewire.kit.resilience;

import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: doubling from a least to a greatest delay, with up to 30 % jitter on top, so
 * that those who lost the same peer do not come back in step. Not thread-safe.
 */
public final class Backoff {
    private static final double JITTER = 0.3;

    private final long minMs;
    private final long maxMs;
    private final RandomGenerator random;
    private long nextMs;

    /**
     * A fresh one.
     *
     * @param minMs the first delay, milliseconds
     * @param maxMs no delay is longer, jitter included, milliseconds
     * @param random makes the jitter
     */
    public Backoff(long minMs, long maxMs, RandomGenerator random) {
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.random = random;
        this.nextMs = minMs;
    }

    /**
     * The delay before the next try.
     *
     * @return milliseconds
     */
    public long nextMs() {
        long delayMs = Math.min(maxMs, nextMs + (long) (nextMs * JITTER * random.nextDouble()));
        nextMs = Math.min(maxMs, nextMs * 2);
        return delayMs;
    }

    /** Begins anew with the least delay: things went well. */
    public void reset() {
        nextMs = minMs;
    }
}
