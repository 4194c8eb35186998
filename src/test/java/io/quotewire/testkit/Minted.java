package io.quotewire.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Takes note of every secret that tests make, in a file under {@code target/secrets}: when all tests have run, nothing that
 * was logged or audited may hold one. Thread-safe.
 */
public final class Minted {
    private static final Path FOLDER = Path.of("target", "secrets");

    /** Shorter ones stand everywhere. */
    private static final int MIN_LENGTH = 16;

    private Minted() {}

    /** Notes a key, cookie, ticket or the like; returns it. */
    public static String secret(String secret) {
        if (secret.length() >= MIN_LENGTH && secret.indexOf('\n') < 0) {
            try {
                Files.createDirectories(FOLDER);
                Files.writeString(
                        FOLDER.resolve(ProcessHandle.current().pid() + ".txt"),
                        secret + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secret;
    }

    /** Notes a token by its signature, without which it is worth nothing; returns it. */
    public static String token(String token) {
        secret(token.substring(token.lastIndexOf('.') + 1));
        return token;
    }
}
