package io.quotewire.testkit;

import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.KeyFile;
import io.quotewire.kit.secret.MalformedKeyFileException;
import io.quotewire.kit.secret.RandomSecret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/** A file of API keys, as the command {@code apikey} makes it. */
public final class KeyRing {
    private final KeyFile file;

    /** In a folder, where there is none yet. */
    public KeyRing(Path folder) {
        file = new KeyFile(folder.resolve("api-keys.json"));
    }

    /** The section {@code gateway.auth} that names it. */
    public JsonObject auth() {
        return new JsonObject()
                .put("apiKeys", new JsonObject().put("file", file.path().toString()));
    }

    /** Makes a key; its text. */
    public String add(String id, String service, String role) {
        String key = RandomSecret.make(KeyEntry.PREFIX, new SecureRandom());
        try {
            file.add(new KeyEntry(id, service, role, Instant.now(), RandomSecret.hash(key)));
        } catch (IOException | MalformedKeyFileException e) {
            throw new AssertionError(e);
        }
        return key;
    }

    /** Takes it away. */
    public void remove(String id) {
        try {
            file.remove(id);
        } catch (IOException | MalformedKeyFileException e) {
            throw new AssertionError(e);
        }
    }

    /** Where it is. */
    public Path path() {
        return file.path();
    }
}
