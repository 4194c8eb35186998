package io.quotewire.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * How one connection behaves: how fast it asks, and how often it has gone too far. Some requests are free, within reason, all
 * others share a bucket, and requests to subscribe have one more. What is needed for few clients only is made when it is: there
 * are many. Confined to one event loop.
 */
public final class Conduct {
    /** What a request counts as: a closed set. */
    public enum Kind {
        /** Costs next to nothing. */
        FREE,
        /** Begins or ends subscriptions. */
        SUBSCRIPTION,
        /** Any other. */
        OTHER
    }

    private static final int FREE_PER_SECOND = 200;
    private final LimitOptions limits;
    private final TokenBucket bucket;
    private @Nullable TokenBucket freeBucket;
    private @Nullable TokenBucket subscriptions;
    private @Nullable ThreatLevel threat;

    /**
     * Nothing was asked yet.
     *
     * @param limits how much is allowed
     * @param nowMs the present, milliseconds of a steady clock
     */
    public Conduct(LimitOptions limits, long nowMs) {
        this.limits = limits;
        bucket = new TokenBucket(limits.messagesPerSecond(), limits.burst(), nowMs);
    }

    /**
     * Takes one request.
     *
     * @param kind what it counts as
     * @param nowMs the present
     * @return 0 if it is within the rate, or how long to wait, milliseconds
     */
    public long take(Kind kind, long nowMs) {
        if (kind == Kind.FREE) {
            freeBucket = freeBucket == null ? new TokenBucket(FREE_PER_SECOND, FREE_PER_SECOND, nowMs) : freeBucket;
            return freeBucket.take(nowMs);
        }
        long waitMs = bucket.take(nowMs);
        if (waitMs > 0 || kind == Kind.OTHER || limits.subscriptionRequestsPerMinute() == 0) {
            return waitMs;
        }
        subscriptions = subscriptions == null
                ? TokenBucket.perMinute(limits.subscriptionRequestsPerMinute(), nowMs)
                : subscriptions;
        return subscriptions.take(nowMs);
    }

    /**
     * What it has done wrong.
     *
     * @param nowMs the present
     * @return the same each time
     */
    public ThreatLevel threat(long nowMs) {
        if (threat == null) {
            threat = new ThreatLevel(limits.violationsPerMinute(), nowMs);
        }
        return threat;
    }
}
