package io.quotewire.gateway.session;

import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.limit.Strikes;
import io.quotewire.gateway.limit.TokenBucket;
import org.jspecify.annotations.Nullable;

/**
 * How fast one session may ask: some requests are free, within reason, all others share a bucket. What is needed for few
 * clients only is made when it is: there are many. Confined to the session's event loop.
 */
final class RequestRate {
    private static final int STRIKES = 3;
    private static final int FREE_PER_SECOND = 200;
    private final TokenBucket bucket;
    private @Nullable TokenBucket freeBucket;
    private @Nullable Strikes strikes;

    RequestRate(LimitOptions limits, long nowMs) {
        bucket = new TokenBucket(limits.messagesPerSecond(), limits.burst(), nowMs);
    }

    /**
     * Takes one request.
     *
     * @param free whether it is one of those that are free
     * @param nowMs milliseconds of a clock that never goes back
     * @return 0 if it is within the rate, or how long to wait, milliseconds
     */
    long take(boolean free, long nowMs) {
        return (free ? freeBucket(nowMs) : bucket).take(nowMs);
    }

    /** One was beyond the rate; true if that was too often. */
    boolean strike(long nowMs) {
        if (strikes == null) {
            strikes = new Strikes(STRIKES);
        }
        return strikes.add(nowMs);
    }

    private TokenBucket freeBucket(long nowMs) {
        if (freeBucket == null) {
            freeBucket = new TokenBucket(FREE_PER_SECOND, FREE_PER_SECOND, nowMs);
        }
        return freeBucket;
    }
}
