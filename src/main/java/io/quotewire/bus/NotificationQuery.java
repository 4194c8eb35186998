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
 * @param page at most so many, the oldest: the next page goes on from the reply's seq
 */
public record NotificationQuery(
        String userId,
        @Nullable String device,
        @Nullable String epoch,
        @Nullable Long seq,
        @Nullable Long limit,
        @Nullable Long page) {
    /**
     * The newest that are kept, whatever was acknowledged.
     *
     * @param userId whose
     * @param limit at most so many
     * @return the query
     */
    public static NotificationQuery newest(String userId, long limit) {
        return new NotificationQuery(userId, null, null, 0L, limit, null);
    }

    /**
     * What follows a position, piece by piece.
     *
     * @param userId whose
     * @param epoch of the position; null for any
     * @param seq the position
     * @param page at most so many at a time
     * @return the query
     */
    public static NotificationQuery after(String userId, @Nullable String epoch, long seq, long page) {
        return new NotificationQuery(userId, null, epoch, seq, null, page);
    }

    /**
     * What a device has not acknowledged, piece by piece; the pieces after the first are {@link #after} the one before.
     *
     * @param userId whose
     * @param device which; null for what nobody without a device has acknowledged
     * @param page at most so many at a time
     * @return the query
     */
    public static NotificationQuery missedBy(String userId, @Nullable String device, long page) {
        return new NotificationQuery(userId, device, null, null, null, page);
    }

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
        if (page != null) {
            json.put("page", page);
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
                fields.numberOrNull("limit"),
                fields.numberOrNull("page"));
    }
}
