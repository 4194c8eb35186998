package io.quotewire.gateway.protocol;

/** Every code that an {@code error} message, a refused subscription or an HTTP answer can carry. */
public enum ErrorCode {
    /** Not JSON, not an object, no type, or a wrong field, which the details name. */
    BAD_MESSAGE(400, false),
    /** No such message type. */
    UNKNOWN_TYPE(400, false),
    /** Needs a user, and there is none, or the credential is no good. */
    UNAUTHORIZED(401, false),
    /** The token was good once. */
    TOKEN_EXPIRED(401, false),
    /** The user may not. */
    FORBIDDEN(403, false),
    /** Neither configured nor seen in the cluster. */
    UNKNOWN_SYMBOL(404, false),
    /** No such channel. */
    UNKNOWN_CHANNEL(404, false),
    /** No such service answers. */
    UNKNOWN_SERVICE(404, false),
    /** As many subscriptions as this connection or role may have. */
    SUBSCRIPTION_LIMIT(429, false),
    /** Too many in too short a time. */
    RATE_LIMITED(429, true),
    /** Longer than the message limit. */
    MESSAGE_TOO_LARGE(413, false),
    /** The store cannot be reached; what does not need it goes on. */
    STORE_UNAVAILABLE(503, true),
    /** No feed has given a price yet. */
    FEED_UNAVAILABLE(503, true),
    /** An answer did not come in time. */
    TIMEOUT(504, true),
    /** A defect; the message holds a reference for the log. */
    INTERNAL(500, true);

    private final int httpStatus;
    private final boolean temporary;

    ErrorCode(int httpStatus, boolean temporary) {
        this.httpStatus = httpStatus;
        this.temporary = temporary;
    }

    /**
     * The status of an HTTP answer with this code.
     *
     * @return 4xx or 5xx
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * Whether trying the same again can help.
     *
     * @return true if it can
     */
    public boolean temporary() {
        return temporary;
    }
}
