package io.quotewire.notification.store.embedded;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.notification.store.HistoryLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A process that writes into a store until it is killed, 20 requests at a time. It prints one line for each answer:
 * {@code USER SEQ KEY}, or {@code ack SEQ}.
 */
public final class StoreWriter {
    private static final int AT_A_TIME = 20;
    static final HistoryLimits LIMITS = new HistoryLimits(100_000, Duration.ofDays(7));

    private final EmbeddedStore store;
    private long made;

    private StoreWriter(EmbeddedStore store) {
        this.store = store;
    }

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        vertx.runOnContext(go -> EmbeddedStore.open(
                        vertx,
                        Path.of(args[0]),
                        LIMITS,
                        () -> UUID.randomUUID().toString().substring(0, 8))
                .onSuccess(store -> {
                    StoreWriter writer = new StoreWriter(store);
                    for (int i = 0; i < AT_A_TIME; i++) {
                        writer.next();
                    }
                })
                .onFailure(failure -> {
                    System.out.println("refused " + failure.getMessage());
                    vertx.close();
                }));
    }

    private void next() {
        long number = made++;
        String user = "user" + number % 3;
        String key = UUID.randomUUID().toString();
        NotificationRequest request =
                new NotificationRequest(user, "k", key, "x".repeat(200), new JsonObject(), key, null, false);
        store.append(request, Instant.now()).onSuccess(done -> {
            System.out.println(user + " " + done.notification().seq() + " " + key);
            if (number % 10 == 0) {
                acknowledge(user, done.notification().seq());
            }
            next();
        });
    }

    private void acknowledge(String user, long seq) {
        store.acknowledge(new NotificationAck(user, "phone", seq), Instant.now())
                .onSuccess(done -> System.out.println("ack " + user + " " + done.seq()));
    }
}
