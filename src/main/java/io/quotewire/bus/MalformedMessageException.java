package io.quotewire.bus;

/** A message body that is not what its address takes. An expected refusal: it has no stack trace. */
public final class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    /**
     * A malformed body.
     *
     * @param field the path of the field that is wrong
     * @param problem what is wrong with it and what is allowed
     */
    public MalformedMessageException(String field, String problem) {
        super(field + ": " + problem, null, false, false);
        this.field = field;
    }

    /**
     * Which field is wrong.
     *
     * @return its path
     */
    public String field() {
        return field;
    }
}
