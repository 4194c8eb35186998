package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks for connections: those that are all of what is given, in the order of their ids. Immutable.
 *
 * @param userId of this user
 * @param ip from this address
 * @param connectionId with this id
 * @param node of this node
 * @param after with ids behind this one: where the page before has ended
 * @param by who asks
 * @param limit how many at most, from 1 to {@link #MAX_LIMIT}
 */
public record ConnectionQuery(
        @Nullable String userId,
        @Nullable String ip,
        @Nullable String connectionId,
        @Nullable String node,
        @Nullable String after,
        String by,
        int limit) {
    /** How many connections a page can have. */
    public static final int MAX_LIMIT = 1_000;

    private static final int DEFAULT_LIMIT = 100;

    /**
     * Asks for all connections of one user.
     *
     * @param userId whose
     * @return the question
     */
    public static ConnectionQuery ofUser(String userId) {
        return new ConnectionQuery(userId, null, null, null, null, "presence", MAX_LIMIT);
    }

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
        if (ip != null) {
            json.put("ip", ip);
        }
        if (connectionId != null) {
            json.put("connectionId", connectionId);
        }
        if (node != null) {
            json.put("node", node);
        }
        if (after != null) {
            json.put("after", after);
        }
        return json.put("by", by).put("limit", limit);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ConnectionQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ConnectionQuery(
                fields.textOrNull("userId"),
                fields.textOrNull("ip"),
                fields.textOrNull("connectionId"),
                fields.textOrNull("node"),
                fields.textOrNull("after"),
                fields.text("by"),
                fields.limit(DEFAULT_LIMIT, MAX_LIMIT));
    }
}
