package io.quotewire.launcher.settings;

import io.quotewire.kit.config.KeyPaths;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a process finds around it. Immutable.
 *
 * @param environment the environment variables
 * @param workingDirectory what relative paths start from
 */
public record Surroundings(Map<String, String> environment, Path workingDirectory) {
    /** What the name of every environment variable starts with. */
    public static final String PREFIX = "QUOTEWIRE_";

    /** The folder of the project, set by {@code scripts/quotewire}. */
    private static final String HOME = "QUOTEWIRE_HOME";

    /** The lowest level of log lines, read by the logging configuration. */
    static final String LOG_LEVEL = "QUOTEWIRE_LOG_LEVEL";

    /** Variables that stand for no key: the scripts and the logging read them. */
    static final Set<String> OTHER_VARIABLES = Set.of(HOME, LOG_LEVEL, "QUOTEWIRE_JAVA_OPTS");

    /** Copies the environment. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /**
     * Those of this process.
     *
     * @return as the process was started
     */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of("").toAbsolutePath());
    }

    /**
     * A path that somebody typed.
     *
     * @param path relative to the working directory, or absolute
     * @return absolute
     * @throws java.nio.file.InvalidPathException if this can be no path
     */
    public Path resolve(String path) {
        return workingDirectory.resolve(path).normalize();
    }

    /**
     * The environment variable that stands for a path.
     *
     * @param path of a key
     * @return its name
     */
    public static String variable(String path) {
        return KeyPaths.environmentName(PREFIX, path);
    }

    /** The folder of the project, if the script said where it is. */
    Optional<Path> home() {
        return Optional.ofNullable(environment.get(HOME))
                .filter(home -> !home.isBlank())
                .map(this::resolve);
    }

    /** Where the state of this user's programs is kept, following the XDG base directory specification. */
    Path stateDirectory() {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (Path.of(state).isAbsolute()) {
            return Path.of(state).resolve("quotewire");
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        return resolve(home).resolve(".local/state/quotewire");
    }
}
