package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The first device has acknowledged a notification that asked for a receipt. Immutable.
 *
 * @param id which
 * @param userId whose
 * @param device which device
 * @param at when, ISO 8601 in UTC
 */
public record NotificationReceipt(
        String id, String userId, @Nullable String device, String at) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("id", id);
        json.put("userId", userId);
        if (device != null) {
            json.put("device", device);
        }
        json.put("at", at);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationReceipt from(JsonObject json) {
        Fields fields = new Fields(json);
        return new NotificationReceipt(
                fields.text("id"), fields.text("userId"), fields.textOrNull("device"), fields.text("at"));
    }
}
