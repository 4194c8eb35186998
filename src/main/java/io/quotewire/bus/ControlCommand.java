package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's action: whom it concerns is given by exactly one of the first four; a message without any of
 * them is for all. Immutable.
 *
 * @param userId a user
 * @param tokenId a token's {@code jti}
 * @param connectionId a connection
 * @param ip an address; of blocks also an IPv6 network of 64 bits
 * @param by who acts
 * @param reason why
 * @param seconds for how long
 * @param message what clients are told
 * @param watch what a watch is to be called; null for any name
 */
public record ControlCommand(
        @Nullable String userId,
        @Nullable String tokenId,
        @Nullable String connectionId,
        @Nullable String ip,
        String by,
        String reason,
        @Nullable Long seconds,
        @Nullable String message,
        @Nullable String watch) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        if (userId != null) {
            json.put("userId", userId);
        }
        if (tokenId != null) {
            json.put("tokenId", tokenId);
        }
        if (connectionId != null) {
            json.put("connectionId", connectionId);
        }
        if (ip != null) {
            json.put("ip", ip);
        }
        json.put("by", by);
        json.put("reason", reason);
        if (seconds != null) {
            json.put("seconds", seconds);
        }
        if (message != null) {
            json.put("message", message);
        }
        if (watch != null) {
            json.put("watch", watch);
        }
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ControlCommand from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ControlCommand(
                fields.textOrNull("userId"),
                fields.textOrNull("tokenId"),
                fields.textOrNull("connectionId"),
                fields.textOrNull("ip"),
                fields.text("by"),
                fields.text("reason", ""),
                fields.numberOrNull("seconds"),
                fields.textOrNull("message"),
                fields.textOrNull("watch"));
    }
}
