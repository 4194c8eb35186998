package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks for figures. Immutable.
 *
 * @param cluster of all nodes, not only of the one that answers
 * @param kind of one kind of verticle only
 */
public record StatusQuery(boolean cluster, @Nullable String kind) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("cluster", cluster);
        if (kind != null) {
            json.put("kind", kind);
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
    public static StatusQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new StatusQuery(fields.flag("cluster", false), fields.textOrNull("kind"));
    }
}
