package io.quotewire.launcher.client;

/** A node could not be reached, or did not do what it was asked. An expected refusal: it has no stack trace. */
public final class NotDoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Says why.
     *
     * @param line one line for the operator
     */
    public NotDoneException(String line) {
        this(line, 0);
    }

    /**
     * Says why.
     *
     * @param line one line for the operator
     * @param status the HTTP status that refused; 0 if none did
     */
    NotDoneException(String line, int status) {
        super(line, null, false, false);
        this.status = status;
    }

    /**
     * The same with a hint.
     *
     * @param hint follows the line
     * @return a new exception
     */
    public NotDoneException with(String hint) {
        return new NotDoneException(getMessage() + hint, status);
    }

    /**
     * The HTTP status that refused.
     *
     * @return 0 if none did
     */
    public int status() {
        return status;
    }
}
