package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and must be traceable. Never holds a token, key or cookie. Immutable.
 *
 * @param action what
 * @param at when, ISO 8601 in UTC
 * @param node where
 * @param connectionId on which connection
 * @param userId by or for whom
 * @param ip from which address
 * @param details the rest
 */
public record AuditEvent(
        AuditAction action,
        String at,
        String node,
        @Nullable String connectionId,
        @Nullable String userId,
        @Nullable String ip,
        JsonObject details) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("action", action.name());
        json.put("at", at);
        json.put("node", node);
        if (connectionId != null) {
            json.put("connectionId", connectionId);
        }
        if (userId != null) {
            json.put("userId", userId);
        }
        if (ip != null) {
            json.put("ip", ip);
        }
        json.put("details", details);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static AuditEvent from(JsonObject json) {
        Fields fields = new Fields(json);
        return new AuditEvent(
                fields.choice("action", AuditAction.class),
                fields.text("at"),
                fields.text("node"),
                fields.textOrNull("connectionId"),
                fields.textOrNull("userId"),
                fields.textOrNull("ip"),
                fields.object("details"));
    }
}
