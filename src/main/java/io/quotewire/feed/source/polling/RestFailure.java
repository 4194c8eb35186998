package io.quotewire.feed.source.polling;

import java.util.Locale;

/** Why a request gave no prices. An expected failure: it has no stack trace. */
public final class RestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_TEXT = 200;

    /** The kinds of failure; a reason begins with its name. */
    public enum Kind {
        /** The exchange could not be reached. */
        CONNECT,
        /** Asked too often; the exchange wants a pause. */
        RATE_LIMIT,
        /** The key, or the lack of one, is not accepted. */
        AUTH,
        /** One of the symbols that were asked for is none of the exchange's, and spoils the whole answer. */
        UNKNOWN_SYMBOL,
        /** The exchange answered with an error. */
        REFUSED,
        /** The answer is not in the exchange's form. */
        PARSE
    }

    private final Kind kind;

    /**
     * A failure.
     *
     * @param kind what sort
     * @param text for a person; shortened if it is long
     */
    public RestFailure(Kind kind, String text) {
        super(kind.name().toLowerCase(Locale.ROOT) + ": " + shortened(text), null, false, false);
        this.kind = kind;
    }

    /**
     * What sort.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * For a person.
     *
     * @return the kind's name and a text
     */
    public String reason() {
        return String.valueOf(getMessage());
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
    }
}
