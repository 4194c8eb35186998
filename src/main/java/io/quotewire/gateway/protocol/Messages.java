package io.quotewire.gateway.protocol;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.StoredNotification;
import io.quotewire.bus.Tick;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Encodes every message that the server sends. Confined to one event loop. */
public final class Messages {
    private static final String TIMESTAMP = ",\"timestamp\":\"";
    private final LongSupplier clockMs;
    private final Timestamps timestamps = new Timestamps();
    private final StringBuilder buffer = new StringBuilder(1024);

    /**
     * An encoder.
     *
     * @param clockMs the wall clock, epoch milliseconds
     */
    public Messages(LongSupplier clockMs) {
        this.clockMs = clockMs;
    }

    /**
     * The answer to a request.
     *
     * @param type the message's type
     * @param id the request's id, String or Long, if it had one
     * @param data the answer; null for none
     * @return the message
     */
    public Outbound reply(String type, @Nullable Object id, @Nullable JsonObject data) {
        return envelope(Outbound.Kind.REPLY, type, id, data);
    }

    /**
     * What the server says unasked.
     *
     * @param type the message's type
     * @param data what it says; null for nothing more
     * @return the message
     */
    public Outbound notice(String type, @Nullable JsonObject data) {
        return envelope(Outbound.Kind.NOTICE, type, null, data);
    }

    /**
     * The first message of every connection.
     *
     * @param data who and where
     * @return the message
     */
    public Outbound connected(JsonObject data) {
        return envelope(Outbound.Kind.CONNECTED, "connected", null, data);
    }

    /**
     * A refusal.
     *
     * @param id the request's id, if it had one
     * @param refusal why
     * @return the message
     */
    public Outbound error(@Nullable Object id, Refusal refusal) {
        return envelope(Outbound.Kind.ERROR, "error", id, refusal.toJson());
    }

    /**
     * A notice before the node goes: {@code system} with its action and message in both places.
     *
     * @param message for a person
     * @param reconnectAfterMs when to come back, milliseconds
     * @return the message
     */
    public Outbound shutdown(String message, long reconnectAfterMs) {
        JsonObject data = new JsonObject()
                .put("action", "shutdown")
                .put("message", message)
                .put("reconnectAfterMs", reconnectAfterMs);
        JsonObject json = new JsonObject()
                .put("type", "system")
                .put("action", "shutdown")
                .put("message", message)
                .put("data", data)
                .put("timestamp", timestamp());
        return new Outbound(Outbound.Kind.NOTICE, json.encode());
    }

    /**
     * One symbol's value.
     *
     * @param tick the value
     * @param snapshot whether it is the state at the subscription
     * @return the message
     */
    public Outbound update(Tick tick, boolean snapshot) {
        begin("update", null);
        position(tick);
        if (snapshot) {
            buffer.append(",\"snapshot\":true");
        }
        buffer.append(",\"data\":{");
        JsonText.tick(buffer, tick).append('}');
        return end(Outbound.Kind.UPDATE);
    }

    /**
     * One symbol's value that stands for several.
     *
     * @param merged what it stands for
     * @return the message; a plain update if it stands for one
     */
    public Outbound update(Merged merged) {
        if (merged.count() == 1) {
            return update(merged.newest(), false);
        }
        begin("update", null);
        position(merged.newest());
        bounds(merged);
        buffer.append(",\"data\":{");
        JsonText.tick(buffer, merged.newest()).append('}');
        return end(Outbound.Kind.UPDATE);
    }

    /**
     * Many symbols' values.
     *
     * @param values them, at least one
     * @return the message
     */
    public Outbound priceUpdate(Collection<Merged> values) {
        begin("price_update", null);
        buffer.append(",\"data\":{\"prices\":{");
        for (Iterator<Merged> all = values.iterator(); all.hasNext(); ) {
            Merged merged = all.next();
            JsonText.quoted(buffer, merged.newest().symbol()).append(":{");
            JsonText.tick(buffer, merged.newest())
                    .append(",\"seq\":")
                    .append(merged.newest().seq());
            if (merged.count() > 1) {
                bounds(merged);
            }
            buffer.append(all.hasNext() ? "}," : "}");
        }
        buffer.append("}}");
        return end(Outbound.Kind.PRICE_UPDATE);
    }

    /**
     * Several messages in one, for those who asked for it.
     *
     * @param messages price messages, at least one
     * @return the message
     */
    public Outbound batch(List<Outbound> messages) {
        begin("batch", null);
        buffer.append(",\"data\":[");
        for (int i = 0; i < messages.size(); i++) {
            buffer.append(i == 0 ? "" : ",").append(messages.get(i).text());
        }
        buffer.append(']');
        return end(Outbound.Kind.UPDATE);
    }

    /**
     * What is addressed to one user.
     *
     * @param notification as it is kept
     * @return the message
     */
    public Outbound notification(StoredNotification notification) {
        begin("notification", null);
        buffer.append(",\"channel\":\"").append(ChannelName.NOTIFICATIONS).append("\",\"epoch\":");
        JsonText.quoted(buffer, notification.epoch());
        buffer.append(",\"seq\":").append(notification.seq());
        buffer.append(",\"data\":").append(data(notification).encode());
        return end(Outbound.Kind.NOTIFICATION);
    }

    /**
     * The answer to {@code history}.
     *
     * @param id the request's, String or Long, if it had one
     * @param history what is kept
     * @return the message; its own messages are whole ones, but for the timestamp
     */
    public Outbound history(@Nullable Object id, NotificationHistory history) {
        JsonArray array = new JsonArray();
        for (StoredNotification notification : history.messages()) {
            array.add(new JsonObject()
                    .put("type", "notification")
                    .put("channel", ChannelName.NOTIFICATIONS)
                    .put("epoch", notification.epoch())
                    .put("seq", notification.seq())
                    .put("data", data(notification)));
        }
        JsonObject data = new JsonObject()
                .put("channel", ChannelName.NOTIFICATIONS)
                .put("epoch", history.epoch())
                .put("seq", history.seq())
                .put("recovered", history.recovered())
                .put("messages", array);
        return envelope(Outbound.Kind.REPLY, "history", id, data);
    }

    private static JsonObject data(StoredNotification notification) {
        JsonObject data = new JsonObject()
                .put("id", notification.id())
                .put("kind", notification.kind())
                .put("title", notification.title())
                .put("body", notification.body())
                .put("data", notification.data())
                .put("createdAt", notification.createdAt());
        return notification.read() ? data.put("read", true) : data;
    }

    private Outbound envelope(Outbound.Kind kind, String type, @Nullable Object id, @Nullable JsonObject data) {
        begin(type, id);
        if (data != null) {
            buffer.append(",\"data\":").append(data.encode());
        }
        return end(kind);
    }

    private void begin(String type, @Nullable Object id) {
        buffer.setLength(0);
        buffer.append("{\"type\":\"").append(type).append('"');
        if (id instanceof String text) {
            buffer.append(",\"id\":");
            JsonText.quoted(buffer, text);
        } else if (id != null) {
            buffer.append(",\"id\":").append(id);
        }
    }

    private void position(Tick tick) {
        buffer.append(",\"channel\":");
        JsonText.quoted(buffer, ChannelName.prices(tick.symbol()).text());
        buffer.append(",\"seq\":").append(tick.seq());
    }

    private void bounds(Merged merged) {
        buffer.append(",\"merged\":").append(merged.count());
        if (merged.high() != null && merged.low() != null) {
            buffer.append(",\"high\":");
            JsonText.quoted(buffer, merged.high()).append(",\"low\":");
            JsonText.quoted(buffer, merged.low());
        }
    }

    private Outbound end(Outbound.Kind kind) {
        buffer.append(TIMESTAMP).append(timestamp()).append("\"}");
        return new Outbound(kind, buffer.toString());
    }

    private String timestamp() {
        return timestamps.text(clockMs.getAsLong());
    }
}
