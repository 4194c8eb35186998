package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks who is connected: exactly one of the two is given. Immutable.
 *
 * @param userId the connections of this user
 * @param channel the users in this channel
 */
public record PresenceQuery(
        @Nullable String userId, @Nullable String channel) {
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
        if (channel != null) {
            json.put("channel", channel);
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
    public static PresenceQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new PresenceQuery(fields.textOrNull("userId"), fields.textOrNull("channel"));
    }
}
