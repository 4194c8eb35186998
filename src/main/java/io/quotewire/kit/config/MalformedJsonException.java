package io.quotewire.kit.config;

/** A text is no JSON. An expected refusal: it has no stack trace. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    MalformedJsonException(int line, int column, String text) {
        super(text, null, false, false);
        this.line = line;
        this.column = column;
    }

    /**
     * Where reading stopped.
     *
     * @return a line, from 1
     */
    public int line() {
        return line;
    }

    /**
     * Where reading stopped.
     *
     * @return a column, from 1
     */
    public int column() {
        return column;
    }
}
