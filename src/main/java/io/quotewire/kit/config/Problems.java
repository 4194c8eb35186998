package io.quotewire.kit.config;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong. Not thread-safe. */
public final class Problems {
    private final List<Problem> list = new ArrayList<>();

    /**
     * Adds one.
     *
     * @param path where
     * @param text what was found and what is allowed
     */
    public void add(String path, String text) {
        list.add(new Problem(path, text));
    }

    /**
     * Whether all is well.
     *
     * @return true if nothing was added
     */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * All of them, in the order in which they were found.
     *
     * @return a copy
     */
    public List<Problem> list() {
        return List.copyOf(list);
    }

    /**
     * Ends the reading of a configuration that cannot be used.
     *
     * @throws InvalidConfigException if there is any problem
     */
    public void throwIfAny() {
        if (!list.isEmpty()) {
            throw new InvalidConfigException(list());
        }
    }
}
