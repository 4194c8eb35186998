package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Something that a watched connection did or met. Never holds what a message says, nor a credential. Immutable.
 *
 * @param kind what
 * @param at when, ISO 8601 in UTC
 * @param node where
 * @param connectionId on which connection
 * @param userId whose, if it is known
 * @param details the rest
 */
public record WatchEvent(
        Kind kind,
        String at,
        String node,
        String connectionId,
        @Nullable String userId,
        JsonObject details) {
    /** What can be seen. */
    public enum Kind {
        /** It is there: it came, or it was there when the watch began. */
        CONNECTED,
        /** Its user is known from now on. */
        AUTHENTICATED,
        /** Subscriptions were granted. */
        SUBSCRIBED,
        /** Subscriptions ended. */
        UNSUBSCRIBED,
        /** Something was refused. */
        REFUSED,
        /** A message came from it. */
        MESSAGE_RECEIVED,
        /** Messages went to it. */
        MESSAGE_SENT,
        /** It has ended. */
        CLOSED
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("kind", kind.name())
                .put("at", at)
                .put("node", node)
                .put("connectionId", connectionId);
        if (userId != null) {
            json.put("userId", userId);
        }
        return json.put("details", details);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static WatchEvent from(JsonObject json) {
        Fields fields = new Fields(json);
        return new WatchEvent(
                fields.choice("kind", Kind.class),
                fields.text("at"),
                fields.text("node"),
                fields.text("connectionId"),
                fields.textOrNull("userId"),
                fields.object("details"));
    }
}
