package io.quotewire.kit.secret;

/** A file of keys cannot be understood. The message says where and what is allowed, and never what stands there. */
public final class MalformedKeyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * A file that cannot be understood.
     *
     * @param message where, and what is allowed
     */
    public MalformedKeyFileException(String message) {
        super(message);
    }
}
