package io.quotewire.launcher.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is said over one connection: the subscription, what is granted and refused, the messages. Confined to one thread.
 */
final class Conversation {
    /** What becomes of the conversation. */
    enum Verdict {
        /** It goes on. */
        GOES_ON,
        /** A message was printed; it goes on. */
        PRINTED,
        /** Nothing was granted, or nothing is any more. */
        REFUSED,
        /** The token is no longer good. */
        EXPIRED
    }

    private static final String ID = "subscribe";
    private static final long DEFAULT_HEARTBEAT_MS = 30_000;

    private final Wish wish;
    private final Positions positions;
    private final PrintStream out;
    private final PrintStream err;
    private final Set<String> granted = new LinkedHashSet<>();
    private int refused;
    private boolean temporary = true;
    private boolean confirmed;
    private long heartbeatMs = DEFAULT_HEARTBEAT_MS;
    private long reconnectAfterMs;

    Conversation(Wish wish, Positions positions, PrintStream out, PrintStream err) {
        this.wish = wish;
        this.positions = positions;
        this.out = out;
        this.err = err;
    }

    /** What to send first. */
    JsonObject request() {
        JsonObject arguments = new JsonObject().put("channels", new JsonArray(wish.channels()));
        positions.since().ifPresent(since -> arguments.put("since", since));
        return new JsonObject().put("type", "subscribe").put("id", ID).put("data", arguments);
    }

    /** Something was granted. */
    boolean granted() {
        return !granted.isEmpty();
    }

    /** The subscription was answered. */
    boolean confirmed() {
        return confirmed;
    }

    /** Every refusal so far can be another one tomorrow. */
    boolean refusedForNow() {
        return temporary;
    }

    /** The node says something at least this often, milliseconds. */
    long heartbeatMs() {
        return heartbeatMs;
    }

    /** How long the node asks to stay away after its end, milliseconds. */
    long reconnectAfterMs() {
        return reconnectAfterMs;
    }

    /** Takes a message of the node. */
    Verdict take(String text) {
        JsonObject json;
        try {
            json = new JsonObject(text);
        } catch (DecodeException e) {
            err.println("quotewire: a message that is no JSON was left out");
            return Verdict.GOES_ON;
        }
        JsonObject content = json.getValue("data") instanceof JsonObject object ? object : new JsonObject();
        return switch (String.valueOf(json.getValue("type"))) {
            case "connected" -> connected(content);
            case "heartbeat", "pong", "authenticated" -> Verdict.GOES_ON;
            case "subscription_confirmed" -> confirmed(content);
            case "subscription_failed" -> failed(content);
            case "unsubscribed" -> unsubscribed(content);
            case "system" -> system(content);
            case "error" -> error(json.getValue("id"), content);
            default -> print(json, text);
        };
    }

    private Verdict connected(JsonObject content) {
        if (content.getValue("heartbeatMs") instanceof Number number && number.longValue() > 0) {
            heartbeatMs = number.longValue();
        }
        return Verdict.GOES_ON;
    }

    private Verdict confirmed(JsonObject content) {
        confirmed = true;
        if (content.getValue("channels") instanceof JsonArray channels) {
            for (Object entry : channels) {
                if (entry instanceof JsonObject channel && channel.getValue("channel") instanceof String name) {
                    granted.add(name);
                    positions.confirmed(name, channel);
                }
            }
        }
        return verdict();
    }

    private Verdict failed(JsonObject content) {
        refused++;
        temporary &= Boolean.TRUE.equals(content.getValue("temporary"));
        err.println("quotewire: " + Shown.line(content.getValue("channel") + ": " + reason(content)));
        return verdict();
    }

    private Verdict verdict() {
        boolean settled =
                confirmed && granted.isEmpty() && refused >= wish.channels().size();
        return settled ? Verdict.REFUSED : Verdict.GOES_ON;
    }

    private Verdict unsubscribed(JsonObject content) {
        if (content.getValue("channels") instanceof JsonArray channels) {
            channels.forEach(channel -> granted.remove(String.valueOf(channel)));
            err.println("quotewire: " + Shown.line(channels.encode() + " taken away: " + content.getValue("reason")));
        }
        temporary = false;
        return granted.isEmpty() ? Verdict.REFUSED : Verdict.GOES_ON;
    }

    private Verdict system(JsonObject content) {
        err.println("quotewire: " + Shown.line(content.getValue("action") + ": " + content.getValue("message")));
        if (content.getValue("reconnectAfterMs") instanceof Number number) {
            reconnectAfterMs = Math.max(0, number.longValue());
        }
        return Verdict.GOES_ON;
    }

    private Verdict error(Object id, JsonObject content) {
        if ("TOKEN_EXPIRED".equals(content.getValue("code"))) {
            return Verdict.EXPIRED;
        }
        err.println("quotewire: " + reason(content));
        if (ID.equals(id)) {
            temporary &= Boolean.TRUE.equals(content.getValue("temporary"));
            return Verdict.REFUSED;
        }
        return Verdict.GOES_ON;
    }

    private static String reason(JsonObject content) {
        return Shown.line(content.getValue("code") + ": " + content.getValue("message"));
    }

    /** As it came: decimals, order of the fields and all. */
    private Verdict print(JsonObject json, String text) {
        if (!positions.isNew(json)) {
            return Verdict.GOES_ON;
        }
        out.println(text.replaceAll("[\\r\\n]+", " "));
        return Verdict.PRINTED;
    }

    /** What is due to be acknowledged, as messages. */
    static JsonObject acknowledgement(Map.Entry<String, Long> position) {
        return new JsonObject()
                .put("type", "ack")
                .put("data", new JsonObject().put("channel", position.getKey()).put("seq", position.getValue()));
    }
}
