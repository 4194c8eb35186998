package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What was written into the audit of a node. */
public final class AuditRows {
    private final Path folder;

    /** The audit below a state directory. */
    public AuditRows(Path stateDirectory) {
        folder = stateDirectory.resolve("audit");
    }

    /** All rows so far. */
    public List<JsonObject> all() {
        List<JsonObject> rows = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return rows;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(file).forEach(line -> rows.add(new JsonObject(line)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Waits for a row of this action whose text has all of these parts. */
    public JsonObject await(String action, String... parts) {
        return Awaitility.await(action + " " + List.of(parts))
                .until(
                        () -> all().stream()
                                .filter(row -> row.getString("action").equals(action))
                                .filter(row -> Stream.of(parts).allMatch(row.encode()::contains))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
