package io.quotewire.kit.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. An expected refusal: it has no stack trace. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    /**
     * Says why.
     *
     * @param problems at least one
     */
    public InvalidConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return at least one problem
     */
    public List<Problem> problems() {
        return problems;
    }
}
