package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How many connections of one user are in one channel, on the node that says so. Immutable.
 *
 * @param channel which
 * @param userId whose; null for all of those that nobody knows together
 * @param connections how many there are now; 0 if there is none any more
 */
public record PresenceCount(String channel, @Nullable String userId, int connections) {
    /**
     * As a part of a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("channel", channel);
        if (userId != null) {
            json.put("userId", userId);
        }
        return json.put("connections", connections);
    }

    /**
     * Reads a part of a message body.
     *
     * @param json the part
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static PresenceCount from(JsonObject json) {
        Fields fields = new Fields(json);
        long connections = fields.number("connections");
        if (connections < 0 || connections > Integer.MAX_VALUE) {
            throw new MalformedMessageException("connections", "must be an integer from 0 to " + Integer.MAX_VALUE);
        }
        return new PresenceCount(fields.text("channel"), fields.textOrNull("userId"), (int) connections);
    }
}
