package io.quotewire.notification.store;

import io.quotewire.bus.StoredNotification;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A notification in the table. Immutable.
 *
 * @param notification as it is given out
 * @param atMs when it was kept, epoch milliseconds
 * @param untilMs not given out from then on, epoch milliseconds
 * @param idempotencyKey under which it was asked for
 * @param receipt whether a receipt was asked for
 */
record Entry(
        StoredNotification notification,
        long atMs,
        @Nullable Long untilMs,
        @Nullable String idempotencyKey,
        boolean receipt) {

    String encode() {
        JsonObject json = new JsonObject().put("n", notification.toJson()).put("at", atMs);
        if (untilMs != null) {
            json.put("until", untilMs);
        }
        if (idempotencyKey != null) {
            json.put("key", idempotencyKey);
        }
        return json.put("receipt", receipt).encode();
    }

    static Entry decode(String text) {
        JsonObject json = new JsonObject(text);
        return new Entry(
                StoredNotification.from(json.getJsonObject("n")),
                json.getLong("at"),
                json.getLong("until"),
                json.getString("key"),
                json.getBoolean("receipt"));
    }

    boolean alive(long nowMs) {
        return untilMs == null || nowMs < untilMs;
    }

    Entry asRead() {
        StoredNotification n = notification;
        StoredNotification read = new StoredNotification(
                n.userId(), n.epoch(), n.seq(), n.id(), n.kind(), n.title(), n.body(), n.data(), n.createdAt(), true);
        return new Entry(read, atMs, untilMs, idempotencyKey, receipt);
    }
}
