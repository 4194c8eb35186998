package io.quotewire.notification.store;

import io.quotewire.bus.NotificationRequest;
import io.quotewire.bus.StoredNotification;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notification as it is kept. Immutable.
 *
 * @param notification as it is given out
 * @param atMs when it was kept, epoch milliseconds
 * @param untilMs not given out from then on, epoch milliseconds
 * @param idempotencyKey under which it was asked for
 * @param receipt whether a receipt was asked for
 */
public record Entry(
        StoredNotification notification,
        long atMs,
        @Nullable Long untilMs,
        @Nullable String idempotencyKey,
        boolean receipt) {

    /**
     * What a request becomes.
     *
     * @param request what to keep
     * @param epoch under which its seq counts
     * @param id its id
     * @param seq its place
     * @param now when
     * @param limits it is given out no longer than their age
     * @return the entry
     */
    public static Entry of(
            NotificationRequest request, String epoch, String id, long seq, Instant now, HistoryLimits limits) {
        StoredNotification notification = new StoredNotification(
                request.userId(),
                epoch,
                seq,
                id,
                request.kind(),
                request.title(),
                request.body(),
                request.data(),
                Times.text(now),
                false);
        long atMs = now.toEpochMilli();
        Long ttl = request.ttlSeconds();
        Long untilMs = ttl == null
                ? null
                : (Long) (atMs + Math.min(ttl, limits.maxAge().toSeconds()) * 1_000);
        return new Entry(notification, atMs, untilMs, request.idempotencyKey(), request.receipt());
    }

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

    boolean old(Instant now, HistoryLimits limits) {
        return atMs < now.minus(limits.maxAge()).toEpochMilli();
    }

    Entry asRead() {
        StoredNotification n = notification;
        StoredNotification read = new StoredNotification(
                n.userId(), n.epoch(), n.seq(), n.id(), n.kind(), n.title(), n.body(), n.data(), n.createdAt(), true);
        return new Entry(read, atMs, untilMs, idempotencyKey, receipt);
    }
}
