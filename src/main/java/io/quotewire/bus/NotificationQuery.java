package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is kept for a user. Immutable.
 *
 * @param userId whose
 * @param device everything after what this device acknowledged
 * @param epoch of the position below
 * @param seq everything after this; wins over the device
 * @param limit at most so many, the newest
 */
public record NotificationQuery(
        String userId,
        @Nullable String device,
        @Nullable String epoch,
        @Nullable Long seq,
        @Nullable Long limit) {
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
        if (epoch != null) {
            json.put("epoch", epoch);
        }
        if (seq != null) {
            json.put("seq", seq);
        }
        if (limit != null) {
            json.put("limit", limit);
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
    public static NotificationQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new NotificationQuery(
                fields.text("userId"),
                fields.textOrNull("device"),
                fields.textOrNull("epoch"),
                fields.numberOrNull("seq"),
                fields.numberOrNull("limit"));
    }
}
