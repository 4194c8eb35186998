package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator sees of a connection. Immutable.
 *
 * @param connectionId its id
 * @param node on which node
 * @param type by which kind of door it came in
 * @param userId whose, if it is known
 * @param role what they may
 * @param ip from which address
 * @param since when it was opened, ISO 8601 in UTC
 * @param subscriptions how many it has
 * @param received how many messages came from it
 * @param sent how many messages went to it
 * @param queuedBytes what it has not read yet
 */
public record ConnectionView(
        String connectionId,
        String node,
        String type,
        @Nullable String userId,
        UserRole role,
        String ip,
        String since,
        long subscriptions,
        long received,
        long sent,
        long queuedBytes) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("connectionId", connectionId)
                .put("node", node)
                .put("type", type);
        if (userId != null) {
            json.put("userId", userId);
        }
        return json.put("role", role.name())
                .put("ip", ip)
                .put("since", since)
                .put("subscriptions", subscriptions)
                .put("received", received)
                .put("sent", sent)
                .put("queuedBytes", queuedBytes);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ConnectionView from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ConnectionView(
                fields.text("connectionId"),
                fields.text("node"),
                fields.text("type"),
                fields.textOrNull("userId"),
                fields.choice("role", UserRole.class),
                fields.text("ip"),
                fields.text("since"),
                fields.number("subscriptions"),
                fields.number("received"),
                fields.number("sent"),
                fields.number("queuedBytes"));
    }
}
