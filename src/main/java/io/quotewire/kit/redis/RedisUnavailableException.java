package io.quotewire.kit.redis;

/**
 * Redis gave no answer: whether the command was carried out is not known. Its message says why, in words for an operator,
 * without the password. An expected failure: it has no stack trace.
 */
public final class RedisUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisUnavailableException(String message) {
        super(message, null, false, false);
    }
}
