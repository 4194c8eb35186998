package io.quotewire.monitoring.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The audit on a real disk. */
final class AuditLogTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<AuditLog> logs = new ArrayList<>();

    @TempDir
    Path dir;

    @AfterEach
    void close() {
        logs.forEach(log -> log.close().await());
        vertx.close().await();
    }

    private AuditLog start(String node, int fileBytes, int files) {
        AuditLog log = new AuditLog(vertx, vertx.getOrCreateContext(), node, dir, new AuditOptions(fileBytes, files));
        logs.add(log);
        log.start(new Scope(vertx)).await();
        return log;
    }

    private void publish(String node, int from, int to) {
        IntStream.range(from, to)
                .forEach(i -> vertx.eventBus()
                        .publish(
                                Address.AUDIT_EVENT.text(),
                                new JsonObject()
                                        .put("action", "AUTH_FAILED")
                                        .put("node", node)
                                        .put("n", i)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(dir.resolve("audit"))) {
            return all.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Integer> numbers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> new JsonObject(line).getInteger("n"))
                .toList();
    }

    private static void awaitLines(AuditLog log, int count) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(log.figures().getInteger("auditWritten")).isEqualTo(count));
    }

    @Test
    void everyEventOfTheNodeIsALineAndNoneOfAnother() throws IOException {
        AuditLog log = start("n1", 1_000_000, 3);
        publish("n2", 0, 5);
        publish("n1", 0, 500);
        awaitLines(log, 500);
        assertThat(files()).hasSize(1);
        assertThat(numbers(files().get(0)))
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
        assertThat(log.check().getBoolean("ok")).isTrue();
    }

    @Test
    void filesAreBoundedInSizeAndNumberAndTheOldestGoFirst() throws IOException {
        AuditLog log = start("n1", 1_024, 3);
        publish("n1", 0, 1_000);
        awaitLines(log, 1_000);
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("audit-0.1.jsonl", "audit-0.2.jsonl", "audit-0.jsonl");
        List<Integer> kept = new ArrayList<>();
        for (String name : List.of("audit-0.2.jsonl", "audit-0.1.jsonl", "audit-0.jsonl")) {
            Path file = dir.resolve("audit").resolve(name);
            assertThat(Files.size(file)).isLessThanOrEqualTo(1_024);
            kept.addAll(numbers(file));
        }
        assertThat(kept)
                .isEqualTo(IntStream.range(1_000 - kept.size(), 1_000).boxed().toList());
    }

    @Test
    void aNodeGoesOnWhereItEndedAndTwoNodesDoNotMeetInOneFile() throws IOException {
        AuditLog first = start("n1", 1_000_000, 3);
        publish("n1", 0, 1);
        awaitLines(first, 1);
        AuditLog other = start("n2", 1_000_000, 3);
        publish("n2", 7, 8);
        awaitLines(other, 1);
        first.close().await();
        logs.remove(first);
        AuditLog again = start("n3", 1_000_000, 3);
        publish("n3", 1, 2);
        awaitLines(again, 1);
        assertThat(files()).hasSize(2);
        assertThat(numbers(files().get(0))).containsExactly(0, 1);
        assertThat(numbers(files().get(1))).containsExactly(7);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsToldAndTheNextLineIsWrittenWhenThereIsRoom() throws IOException {
        Path full = dir.resolve("audit").resolve("audit-0.jsonl");
        Files.createDirectories(full.getParent());
        Files.createSymbolicLink(full, Path.of("/dev/full"));
        AuditLog log = start("n1", 1_000_000, 3);

        publish("n1", 0, 3);

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(log.figures().getInteger("auditLost")).isEqualTo(3));
        assertThat(log.check().getBoolean("ok")).isFalse();
        Files.delete(full);
        publish("n1", 3, 4);
        awaitLines(log, 1);
        assertThat(numbers(full)).containsExactly(3);
        assertThat(log.check().getBoolean("ok")).isTrue();
    }
}
