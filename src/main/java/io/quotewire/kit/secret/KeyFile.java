package io.quotewire.kit.secret;

import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A file of keys, by their hashes: {@code {"keys":[{"id","service","role","created","sha256"},…]}}. It is replaced as a whole,
 * readable for its owner only; who reads sees the old or the new one, and of several processes that write at a time
 * none undoes what another does. Blocks; one thread of a process writes at a time.
 */
public final class KeyFile {
    private static final int MAX_BYTES = 1 << 20;
    private final Path file;

    /**
     * A file that need not be there.
     *
     * @param file its path
     */
    public KeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Where it is.
     *
     * @return an absolute path
     */
    public Path path() {
        return file;
    }

    /**
     * Reads it.
     *
     * @return the keys, in the order of the file
     * @throws NoSuchFileException if there is none
     * @throws MalformedKeyFileException if it cannot be understood
     * @throws IOException if it cannot be read
     */
    public List<KeyEntry> read() throws IOException, MalformedKeyFileException {
        if (Files.isDirectory(file)) {
            throw new MalformedKeyFileException("found a directory; allowed: a file");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new MalformedKeyFileException("found more than " + MAX_BYTES + " bytes");
        }
        return parsed(Files.readAllBytes(file));
    }

    /**
     * Adds a key.
     *
     * @param entry without the key
     * @throws MalformedKeyFileException if what is there cannot be understood; it is left alone
     * @throws IOException if the file cannot be written
     */
    public void add(KeyEntry entry) throws IOException, MalformedKeyFileException {
        try (FileChannel lock = locked();
                FileLock held = lock.lock()) {
            Objects.requireNonNull(held);
            List<KeyEntry> all = new ArrayList<>(readIfThere());
            all.add(entry);
            write(all);
        }
    }

    /**
     * Removes a key.
     *
     * @param id what it is called by
     * @return false if there is none of that name
     * @throws MalformedKeyFileException if what is there cannot be understood; it is left alone
     * @throws IOException if the file cannot be written
     */
    public boolean remove(String id) throws IOException, MalformedKeyFileException {
        try (FileChannel lock = locked();
                FileLock held = lock.lock()) {
            Objects.requireNonNull(held);
            List<KeyEntry> all = new ArrayList<>(readIfThere());
            boolean removed = all.removeIf(entry -> entry.id().equals(id));
            if (removed) {
                write(all);
            }
            return removed;
        }
    }

    /**
     * Reads it.
     *
     * @return the keys; none if there is no file
     * @throws MalformedKeyFileException if it cannot be understood
     * @throws IOException if it cannot be read
     */
    public List<KeyEntry> readIfThere() throws IOException, MalformedKeyFileException {
        try {
            return read();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static List<KeyEntry> parsed(byte[] bytes) throws MalformedKeyFileException {
        Object json;
        try {
            json = StrictJson.parse(bytes);
        } catch (MalformedJsonException e) {
            throw new MalformedKeyFileException("line " + e.line() + ", column " + e.column() + ": found no JSON");
        }
        if (!(json instanceof JsonObject object)
                || object.size() != 1
                || !(object.getValue("keys") instanceof JsonArray array)) {
            throw new MalformedKeyFileException("found no list of keys; allowed: {\"keys\":[…]}");
        }
        List<KeyEntry> entries = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            String path = "keys[" + i + "]";
            if (!(array.getValue(i) instanceof JsonObject one)) {
                throw new MalformedKeyFileException(path + ": found no object");
            }
            KeyEntry entry = KeyEntry.from(one, path);
            if (!known.add(entry.id()) || !known.add(entry.sha256())) {
                throw new MalformedKeyFileException(path + ": found an id or a key that is there already");
            }
            entries.add(entry);
        }
        return List.copyOf(entries);
    }

    /** A file of its own is locked: the one that is replaced would take its lock with it. */
    private FileChannel locked() throws IOException {
        return PrivateFile.open(file.resolveSibling(file.getFileName() + ".lock"));
    }

    private void write(List<KeyEntry> entries) throws IOException {
        JsonArray keys = new JsonArray();
        entries.forEach(entry -> keys.add(entry.toJson()));
        String text = new JsonObject().put("keys", keys).encodePrettily() + "\n";
        PrivateFile.replace(file, text);
    }
}
