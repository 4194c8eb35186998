package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Asks how far users' numbering has come. Immutable.
 *
 * @param users whose
 */
public record NotificationHeadsQuery(List<String> users) {
    /** Copies the list. */
    public NotificationHeadsQuery {
        users = List.copyOf(users);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("users", new JsonArray(users));
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationHeadsQuery from(JsonObject json) {
        return new NotificationHeadsQuery(new Fields(json).texts("users"));
    }
}
