package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A device has received all notifications up to a position. Immutable.
 *
 * @param userId whose
 * @param device which device; null acknowledges for the user
 * @param seq the position
 */
public record NotificationAck(String userId, @Nullable String device, long seq) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("userId", userId);
        if (device != null) {
            json.put("device", device);
        }
        json.put("seq", seq);
        return json;
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static NotificationAck from(JsonObject json) {
        Fields fields = new Fields(json);
        return new NotificationAck(fields.text("userId"), fields.textOrNull("device"), fields.number("seq"));
    }
}
