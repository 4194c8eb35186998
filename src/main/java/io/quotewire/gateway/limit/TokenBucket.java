package io.quotewire.gateway.limit;

/**
 * A token bucket in 32 bytes: it starts full, each message takes one token, tokens come back at a steady
 * rate. Our own because one exists for each connection and is only touched on its event loop; the kept libraries pay for
 * atomics and objects that this does not need. Confined to one event loop.
 */
public final class TokenBucket {
    private final int perSecond;
    private final int capacity;
    private float tokens;
    private long lastMs;

    /**
     * A full bucket.
     *
     * @param perSecond tokens that come back each second; 0 = no limit
     * @param burst how many it holds
     * @param nowMs the present, milliseconds of a steady clock
     */
    public TokenBucket(int perSecond, int burst, long nowMs) {
        this.perSecond = perSecond;
        capacity = Math.max(1, burst);
        tokens = capacity;
        lastMs = nowMs;
    }

    /**
     * Takes a token.
     *
     * @param nowMs the present
     * @return 0 if there was one; else in how many milliseconds there will be
     */
    public long take(long nowMs) {
        if (perSecond == 0) {
            return 0;
        }
        tokens = (float) Math.min(capacity, tokens + (nowMs - lastMs) * perSecond / 1000d);
        lastMs = nowMs;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) * 1000d / perSecond);
    }
}
