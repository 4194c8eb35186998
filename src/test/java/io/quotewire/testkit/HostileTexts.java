package io.quotewire.testkit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Texts that a careless page would run, and honest ones that look a little like them. The tests of the page in a browser read
 * the same file.
 */
public final class HostileTexts {
    private static final String FILE = "/hostile-texts.json";

    private HostileTexts() {}

    /** All of the three shapes: tags and event handlers; URIs and broken quotes; escapes and other contexts. */
    public static List<String> all() {
        List<String> all = new ArrayList<>(list("tags"));
        all.addAll(list("uris"));
        all.addAll(list("encodings"));
        return all;
    }

    /** Those that would run in a careless page. */
    public static List<String> refused() {
        List<String> refused = new ArrayList<>(all());
        refused.removeAll(passing());
        return refused;
    }

    /** Those that would run only where a text is put into a program. */
    public static List<String> passing() {
        return list("passing");
    }

    /** What people and programs write to each other. */
    public static List<String> honest() {
        return list("honest");
    }

    private static List<String> list(String name) {
        try (InputStream in = HostileTexts.class.getResourceAsStream(FILE)) {
            JsonObject file =
                    new JsonObject(Buffer.buffer(Objects.requireNonNull(in).readAllBytes()));
            return file.getJsonArray(name).stream().map(String.class::cast).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
