package io.quotewire.gateway.presence;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Who is in a channel, in the whole cluster. Immutable.
 *
 * @param users the first of them in alphabetical order, {@link #MAX_USERS} at most
 * @param total how many users there are
 * @param connections how many connections there are, those that nobody knows too
 */
public record Headcount(List<String> users, int total, long connections) {
    /** How many users are named. */
    public static final int MAX_USERS = 1_000;

    static final Headcount NOBODY = new Headcount(List.of(), 0, 0);

    /** A count. */
    public Headcount {
        users = List.copyOf(users);
    }

    /**
     * As clients and services are told.
     *
     * @param channel which channel it is
     * @return a new object
     */
    public JsonObject toJson(String channel) {
        return new JsonObject()
                .put("channel", channel)
                .put("users", new JsonArray(users))
                .put("total", total)
                .put("connections", connections);
    }
}
