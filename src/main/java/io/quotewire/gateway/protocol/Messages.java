package io.quotewire.gateway.protocol;

import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.StoredNotification;
import io.quotewire.bus.SymbolStatus;
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
    /** The subprotocol in which they are written. */
    public static final String SUBPROTOCOL = "quotewire.v1.json";

    private final LongSupplier clockMs;
    private final Timestamps timestamps = new Timestamps();
    private final JsonBytes out = new JsonBytes();

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
     * @param welcome who and where
     * @return the message
     */
    public Outbound connected(Welcome welcome) {
        begin("connected", null);
        out.ascii(",\"data\":{\"connectionId\":").quoted(welcome.connectionId());
        out.ascii(",\"node\":").quoted(welcome.node());
        out.ascii(",\"heartbeatMs\":").number(welcome.heartbeatMs());
        out.ascii(",\"protocol\":").quoted(SUBPROTOCOL);
        if (welcome.user() != null) {
            out.ascii(",\"user\":").quoted(welcome.user());
        }
        out.ascii(",\"role\":").quoted(welcome.role());
        out.ascii(welcome.resumed() ? ",\"resumed\":true}" : ",\"resumed\":false}");
        return end(Outbound.Kind.CONNECTED);
    }

    /**
     * The answer to {@code subscribe}.
     *
     * @param id the request's id, String or Long, if it had one
     * @param channels what was granted, in its order; may be empty
     * @return the message
     */
    public Outbound confirmed(@Nullable Object id, List<Confirmed> channels) {
        begin("subscription_confirmed", id);
        out.ascii(",\"data\":{\"channels\":[");
        for (int i = 0; i < channels.size(); i++) {
            Confirmed one = channels.get(i);
            out.ascii(i == 0 ? "{\"channel\":" : ",{\"channel\":").quoted(one.channel());
            if (one.epoch() == null) {
                out.ascii(",\"epoch\":null");
            } else {
                out.ascii(",\"epoch\":").quoted(one.epoch());
            }
            out.ascii(",\"seq\":").number(one.seq());
            out.ascii(one.recovered() ? ",\"recovered\":true" : ",\"recovered\":false");
            if (one.reason() != null) {
                out.ascii(",\"reason\":").quoted(one.reason().text());
            }
            out.ascii("}");
        }
        out.ascii("]}");
        return end(Outbound.Kind.REPLY);
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
        return system(new JsonObject()
                .put("action", "shutdown")
                .put("message", message)
                .put("reconnectAfterMs", reconnectAfterMs));
    }

    /**
     * What an administrator tells clients: {@code system} with its action and message in both places.
     *
     * @param message for a person
     * @return the message
     */
    public Outbound announcement(String message) {
        return system(new JsonObject().put("action", "message").put("message", message));
    }

    private Outbound system(JsonObject data) {
        begin("system", null);
        out.ascii(",\"action\":").quoted(data.getString("action"));
        out.ascii(",\"message\":").quoted(data.getString("message"));
        out.ascii(",\"data\":").json(data.encode());
        return end(Outbound.Kind.NOTICE);
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
            out.ascii(",\"snapshot\":true");
        }
        out.ascii(",\"data\":{").tick(tick).ascii("}");
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
        out.ascii(",\"data\":{").tick(merged.newest()).ascii("}");
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
        out.ascii(",\"data\":{\"prices\":{");
        for (Iterator<Merged> all = values.iterator(); all.hasNext(); ) {
            Merged merged = all.next();
            out.quoted(merged.newest().symbol()).ascii(":{").tick(merged.newest());
            out.ascii(",\"seq\":").number(merged.newest().seq());
            if (merged.count() > 1) {
                bounds(merged);
            }
            out.ascii(all.hasNext() ? "}," : "}");
        }
        out.ascii("}}");
        return end(Outbound.Kind.PRICE_UPDATE);
    }

    /**
     * How one symbol stands.
     *
     * @param status how
     * @return the message
     */
    public Outbound symbolStatus(SymbolStatus status) {
        begin("symbol_status", null);
        out.ascii(",\"data\":{\"symbol\":").quoted(status.symbol());
        out.ascii(",\"status\":\"").ascii(status.state().text()).ascii("\"");
        out.ascii(",\"source\":").quoted(status.source());
        byte[] since = new Timestamps().ascii(status.sinceMs());
        out.ascii(",\"since\":\"").raw(since, 0, since.length).ascii("\"");
        for (int i = 0; i < status.computed().size(); i++) {
            out.ascii(i == 0 ? ",\"computed\":[" : ",").quoted(status.computed().get(i));
        }
        out.ascii(status.computed().isEmpty() ? "}" : "]}");
        return end(Outbound.Kind.SYMBOL_STATUS);
    }

    /**
     * Several messages in one, for those who asked for it.
     *
     * @param messages price messages, at least one
     * @return the message
     */
    public Outbound batch(List<Outbound> messages) {
        begin("batch", null);
        out.ascii(",\"data\":[");
        for (int i = 0; i < messages.size(); i++) {
            messages.get(i).appendTo(out.ascii(i == 0 ? "" : ","));
        }
        out.ascii("]");
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
        out.ascii(",\"channel\":").quoted(ChannelName.NOTIFICATIONS);
        out.ascii(",\"epoch\":").quoted(notification.epoch());
        out.ascii(",\"seq\":").number(notification.seq());
        out.ascii(",\"data\":").json(data(notification).encode());
        return end(Outbound.Kind.NOTIFICATION);
    }

    /**
     * What was published to a channel.
     *
     * @param published as announced
     * @return the message
     */
    public Outbound published(ChannelMessage published) {
        begin(published.type(), null);
        out.ascii(",\"channel\":").quoted(published.channel());
        out.ascii(",\"epoch\":").quoted(published.epoch());
        out.ascii(",\"seq\":").number(published.seq());
        out.ascii(",\"data\":").json(published.data().encode());
        return end(Outbound.Kind.PUBLICATION);
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
        if (history.reason() != null) {
            data.put("reason", history.reason().text());
        }
        return envelope(Outbound.Kind.REPLY, "history", id, data);
    }

    /**
     * The answer to {@code history} of a channel that services publish to.
     *
     * @param id the request's, String or Long, if it had one
     * @param history what is kept
     * @param messages those of it that are for who asks
     * @return the message; its own messages are whole ones, but for the timestamp
     */
    public Outbound history(@Nullable Object id, ChannelHistory history, List<ChannelMessage> messages) {
        JsonArray array = new JsonArray();
        for (ChannelMessage message : messages) {
            array.add(new JsonObject()
                    .put("type", message.type())
                    .put("channel", message.channel())
                    .put("epoch", message.epoch())
                    .put("seq", message.seq())
                    .put("data", message.data()));
        }
        JsonObject data = new JsonObject()
                .put("channel", history.channel())
                .put("epoch", history.at().epoch())
                .put("seq", history.seq())
                .put("recovered", history.recovered())
                .put("messages", array);
        if (history.reason() != null) {
            data.put("reason", history.reason().text());
        }
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
            out.ascii(",\"data\":").json(data.encode());
        }
        return end(kind);
    }

    private void begin(String type, @Nullable Object id) {
        out.begin(Outbound.FREE_BYTES);
        out.ascii("{\"type\":\"").ascii(type).ascii("\"");
        if (id instanceof String text) {
            out.ascii(",\"id\":").quoted(text);
        } else if (id != null) {
            out.ascii(",\"id\":").ascii(id.toString());
        }
    }

    private void position(Tick tick) {
        out.ascii(",\"channel\":\"" + ChannelName.PRICES + ":").escaped(tick.symbol());
        out.ascii("\",\"seq\":").number(tick.seq());
    }

    private void bounds(Merged merged) {
        out.ascii(",\"merged\":").number(merged.count());
        if (merged.high() != null && merged.low() != null) {
            out.ascii(",\"high\":").quoted(merged.high());
            out.ascii(",\"low\":").quoted(merged.low());
        }
    }

    private Outbound end(Outbound.Kind kind) {
        byte[] time = timestamps.ascii(clockMs.getAsLong());
        out.ascii(",\"timestamp\":\"").raw(time, 0, time.length).ascii("\"}");
        return new Outbound(kind, out.toArray());
    }
}
