package io.quotewire.kit.redis;

/** A command does not suit what its key holds. An answer like any other: it has no stack trace. */
public final class WrongTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongTypeException() {
        super("the key holds another kind of value", null, false, false);
    }
}
