package io.quotewire.launcher.settings;

import io.quotewire.kit.config.Printed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of the deployment as it was read. Never changed once it is made.
 */
final class GivenFile {
    private static final String PACKAGED = "/defaults/";

    private final String origin;
    private final byte[] bytes;

    private GivenFile(String origin, byte[] bytes) {
        this.origin = origin;
        this.bytes = bytes;
    }

    /** How messages call it. */
    String origin() {
        return origin;
    }

    /** What it holds; not to be written to. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Reads the file that was asked for, else the one in the working directory, else the project's, else the packaged
     * one.
     *
     * @throws RefusedException if a file that is there or was asked for cannot be read
     */
    static GivenFile read(@Nullable String path, String name, Surroundings surroundings) {
        if (path != null) {
            return read(path, path(path, surroundings));
        }
        Path here = surroundings.resolve(name);
        if (Files.exists(here)) {
            return read(name, here);
        }
        Optional<Path> home =
                surroundings.home().map(folder -> folder.resolve(name)).filter(Files::exists);
        return home.isPresent() ? read(home.get().toString(), home.get()) : packaged(name);
    }

    /** The one in the jar. */
    static GivenFile packaged(String name) {
        try (InputStream stream = GivenFile.class.getResourceAsStream(PACKAGED + name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar has no " + PACKAGED + name);
            }
            return new GivenFile("packaged " + name, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String path, Surroundings surroundings) {
        if (path.isBlank()) {
            throw new RefusedException(Printed.quoted(path) + ": found no name; allowed: the path of a file");
        }
        try {
            return surroundings.resolve(path);
        } catch (InvalidPathException e) {
            throw new RefusedException(path + ": no path of a file");
        }
    }

    private static GivenFile read(String origin, Path path) {
        if (!Files.exists(path)) {
            throw new RefusedException(origin + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new RefusedException(origin + ": found a directory; allowed: a file");
        }
        try {
            return new GivenFile(origin, Files.readAllBytes(path));
        } catch (IOException e) {
            throw new RefusedException(origin + ": cannot be read; check its permissions");
        }
    }
}
