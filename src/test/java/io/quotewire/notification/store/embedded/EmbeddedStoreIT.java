package io.quotewire.notification.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredNotification;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store and real processes. */
final class EmbeddedStoreIT {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final List<Process> children = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor();
        }
        vertx.close().await();
    }

    private <T> T call(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> task.get().onComplete(promise));
        return promise.future().await();
    }

    private Process writer() throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        children.add(child);
        return child;
    }

    private static BufferedReader output(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Libraries may log before it. */
    private static String firstWords(Process child) throws IOException {
        BufferedReader reader = output(child);
        String line = reader.readLine();
        while (line != null && !line.startsWith("user") && !line.startsWith("refused")) {
            line = reader.readLine();
        }
        return String.valueOf(line);
    }

    /** What the child had said when it was killed: a last line that was cut off does not count. */
    private static List<String> killAfter(Process child, int lines) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        BufferedReader reader = output(child);
        while (said.size() < lines) {
            String line = reader.readLine();
            if (line == null) {
                break;
            }
            if (line.startsWith("user") || line.startsWith("ack")) {
                said.add(line);
            }
        }
        assertThat(said).hasSize(lines);
        child.destroyForcibly();
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isEqualTo(137);
        return said;
    }

    @RepeatedTest(3)
    void whatWasAnsweredIsFoundAfterTheProcessWasKilled() throws IOException, InterruptedException {
        List<String> said = killAfter(writer(), 2_000);

        EmbeddedStore store = call(() -> EmbeddedStore.open(vertx, folder, StoreWriter.LIMITS, () -> "text"));
        Map<String, NotificationHistory> kept = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            NotificationQuery everything = new NotificationQuery("user" + i, null, null, 0L, null, null);
            kept.put("user" + i, call(() -> store.history(everything, Instant.now())));
        }

        for (String line : said) {
            String[] words = line.split(" ");
            if (words[0].equals("ack")) {
                assertAcknowledged(store, words[1], Long.parseLong(words[2]), kept.get(words[1]));
            } else {
                StoredNotification found = kept.get(words[0]).messages().get(Integer.parseInt(words[1]) - 1);
                assertThat(found.seq()).isEqualTo(Long.parseLong(words[1]));
                assertThat(found.title()).isEqualTo(words[2]);
            }
        }
        kept.forEach((user, history) -> assertThat(history.messages())
                .extracting(StoredNotification::seq)
                .isEqualTo(LongStream.rangeClosed(1, history.seq()).boxed().toList()));
        assertNumberingAndKeysGoOn(store, kept.get("user0"));
        call(store::close);
    }

    private void assertAcknowledged(EmbeddedStore store, String user, long seq, NotificationHistory all) {
        NotificationQuery missed = new NotificationQuery(user, "phone", null, null, null, null);
        int left = call(() -> store.history(missed, Instant.now())).messages().size();
        assertThat(left).isLessThanOrEqualTo((int) (all.seq() - seq));
    }

    private void assertNumberingAndKeysGoOn(EmbeddedStore store, NotificationHistory history) {
        String lastKey = history.messages().get(history.messages().size() - 1).title();
        NotificationRequest again =
                new NotificationRequest("user0", "k", "", "", new JsonObject(), lastKey, null, false);
        NotificationRequest fresh = new NotificationRequest(
                "user0", "k", "", "", new JsonObject(), UUID.randomUUID().toString(), null, false);

        assertThat(call(() -> store.append(again, Instant.now())).notification().seq())
                .isEqualTo(history.seq());
        assertThat(call(() -> store.append(fresh, Instant.now())).notification().seq())
                .isEqualTo(history.seq() + 1);
    }

    @Test
    void oneProcessHoldsTheStoreAndItsDeathFreesIt() throws IOException, InterruptedException {
        Process holder = writer();
        assertThat(firstWords(holder)).startsWith("user");

        assertThat(firstWords(writer()))
                .startsWith("refused notification.store: ")
                .contains("is held by another process");
        holder.destroyForcibly().waitFor();
        EmbeddedStore store = call(() -> EmbeddedStore.open(vertx, folder, StoreWriter.LIMITS, () -> "text"));
        call(store::close);
    }
}
