package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * A user has read a notification. Immutable.
 *
 * @param userId who
 * @param id which
 */
public record NotificationRead(String userId, String id) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("userId", userId);
        json.put("id", id);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationRead from(JsonObject json) {
        Fields fields = new Fields(json);
        return new NotificationRead(fields.text("userId"), fields.text("id"));
    }
}
