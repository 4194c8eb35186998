package io.quotewire.launcher.settings;

import java.util.List;

/** Arguments or configuration cannot be used. An expected refusal: it has no stack trace. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> lines;

    /**
     * Says why.
     *
     * @param lines at least one, each with its origin
     */
    public RefusedException(List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.lines = List.copyOf(lines);
    }

    /**
     * Says why.
     *
     * @param line with its origin
     */
    public RefusedException(String line) {
        this(List.of(line));
    }

    /**
     * What is wrong.
     *
     * @return at least one line
     */
    public List<String> lines() {
        return lines;
    }
}
