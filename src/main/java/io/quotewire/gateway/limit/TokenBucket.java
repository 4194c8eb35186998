package io.quotewire.gateway.limit;

/**
 * A token bucket in 32 bytes: it starts full, each message takes one token, tokens come back at a steady
 * rate. Our own because one exists for each connection and is only touched on its event loop; the kept libraries pay for
 * atomics and objects that this does not need. All it knows is when it will be full (GCRA, as ITU-T I.371 has it), in parts of
 * a millisecond that make it exact at any rate. Confined to one event loop.
 */
public final class TokenBucket {
    private static final int SECONDS = 60;
    /** What a token is worth: the time in milliseconds is counted {@link #perMinute} times. */
    private static final long TOKEN = 60_000;

    private final int perMinute;
    private final int capacity;
    private long fullAt;

    /**
     * A full bucket.
     *
     * @param perSecond tokens that come back each second, 10 million at most; 0 = no limit
     * @param burst how many it holds
     * @param nowMs the present, milliseconds of a steady clock
     */
    public TokenBucket(int perSecond, int burst, long nowMs) {
        this(nowMs, perSecond * SECONDS, burst);
    }

    private TokenBucket(long nowMs, int perMinute, int burst) {
        this.perMinute = perMinute;
        capacity = Math.max(1, burst);
        fullAt = nowMs * perMinute;
    }

    /**
     * A full bucket that holds what comes back in a minute.
     *
     * @param perMinute how many it holds, and how many come back each minute; 0 = no limit
     * @param nowMs the present, milliseconds of a steady clock
     * @return the bucket
     */
    public static TokenBucket perMinute(int perMinute, long nowMs) {
        return new TokenBucket(nowMs, perMinute, perMinute);
    }

    /**
     * Takes a token.
     *
     * @param nowMs the present
     * @return 0 if there was one; else in how many milliseconds there will be
     */
    public long take(long nowMs) {
        long waitMs = waitMs(nowMs);
        if (waitMs == 0) {
            fullAt = nowMs * perMinute + missing(nowMs) + TOKEN;
        }
        return waitMs;
    }

    /**
     * Looks for a token, and leaves it there.
     *
     * @param nowMs the present
     * @return 0 if there is one; else in how many milliseconds there will be
     */
    public long waitMs(long nowMs) {
        if (perMinute == 0) {
            return 0;
        }
        long tooMuch = missing(nowMs) + TOKEN - capacity * TOKEN;
        return tooMuch <= 0 ? 0 : (tooMuch + perMinute - 1) / perMinute;
    }

    /**
     * Whether it is as if nobody had ever taken a token.
     *
     * @param nowMs the present
     * @return true if it holds all that it can
     */
    boolean isFull(long nowMs) {
        return perMinute == 0 || missing(nowMs) == 0;
    }

    private long missing(long nowMs) {
        return Math.max(0, fullAt - nowMs * perMinute);
    }
}
