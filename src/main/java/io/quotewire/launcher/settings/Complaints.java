package io.quotewire.launcher.settings;

import io.quotewire.kit.config.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with arguments and configuration, one line for each. Not thread-safe. */
public final class Complaints {
    private final Set<String> lines = new LinkedHashSet<>();

    /**
     * Adds one.
     *
     * @param origin the file, the environment variable or the option
     * @param text what was found and what is allowed
     */
    public void add(String origin, String text) {
        lines.add(origin + ": " + text);
    }

    /**
     * Adds one.
     *
     * @param origin the file, the environment variable or the option
     * @param path where in the configuration
     * @param text what was found and what is allowed
     */
    public void add(String origin, String path, String text) {
        add(origin, new Problem(path, text).toString());
    }

    /**
     * Whether all is well.
     *
     * @return true if nothing was added
     */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /**
     * Ends what cannot go on.
     *
     * @throws RefusedException if there is any complaint
     */
    public void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new RefusedException(List.copyOf(lines));
        }
    }
}
