package io.quotewire.notification.store.redis;

import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredNotification;
import io.quotewire.kit.redis.RedisAddress;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.StoreHealth;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A store in Redis as one node has it, on an event loop of its own. */
final class StoreNode implements AutoCloseable {
    static final HistoryLimits LIMITS = new HistoryLimits(10_000, Duration.ofDays(7));
    private static final int TIMEOUT_MS = 1_500;

    private final Context context;
    private final RedisStore store;

    StoreNode(Vertx vertx, String address) {
        this(vertx, address, 0);
    }

    StoreNode(Vertx vertx, String address, int waitReplicas) {
        this(vertx, RedisAddress.parse(address).orElseThrow(), waitReplicas);
    }

    StoreNode(Vertx vertx, RedisAddress address, int waitReplicas) {
        context = vertx.getOrCreateContext();
        RedisSettings settings = new RedisSettings(address, "test", 2, TIMEOUT_MS, 4_096, waitReplicas);
        store = call(() -> new RedisOpening(vertx, settings)
                .open(LIMITS, () -> UUID.randomUUID().toString().replace("-", "")));
    }

    <T> T call(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> task.get().onComplete(promise));
        return promise.future().await();
    }

    Future<Appended> start(String user, String title, @Nullable String key) {
        Promise<Appended> promise = Promise.promise();
        context.runOnContext(go -> store.append(
                        new NotificationRequest(user, "fill", title, "", new JsonObject(), key, null, false),
                        Instant.now())
                .onComplete(promise));
        return promise.future();
    }

    StoredNotification append(String user, String title) {
        return start(user, title, null).await().notification();
    }

    /** What a publisher does: again and again with the same key, until it is told that it is stored. */
    StoredNotification insist(String user, String title) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsMatching(StoreNode::isUnavailable)
                .until(() -> start(user, title, title).await(), appended -> true)
                .notification();
    }

    /** Why it is refused. */
    String refusal(String user) {
        try {
            append(user, "refused");
        } catch (RuntimeException failure) {
            if (isUnavailable(failure)) {
                return String.valueOf(failure.getMessage());
            }
            throw failure;
        }
        return "";
    }

    static boolean isUnavailable(Throwable failure) {
        return FailureCode.of(failure)
                .filter(FailureCode.STORE_UNAVAILABLE::equals)
                .isPresent();
    }

    NotificationHistory after(String user, @Nullable String epoch, long seq) {
        return call(() -> store.history(new NotificationQuery(user, null, epoch, seq, null, null), Instant.now()));
    }

    NotificationHeads heads(List<String> users) {
        return call(() -> store.heads(new NotificationHeadsQuery(users)));
    }

    List<String> titles(String user) {
        return after(user, null, 0).messages().stream()
                .map(StoredNotification::title)
                .toList();
    }

    StoreHealth health() {
        return call(store::health);
    }

    int openBreakers() {
        return store.openBreakers();
    }

    void awaitHealth(boolean ok, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        this::health,
                        health -> health.ok() == ok && health.text().contains(text));
    }

    @Override
    public void close() {
        call(store::close);
    }
}
