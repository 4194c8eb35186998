package io.quotewire.launcher.node;

/** A part of the node could not start. An expected refusal: it has no stack trace. */
public final class NotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotStartedException(String line) {
        super(line, null, false, false);
    }
}
