package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Address#CHANNEL_PUBLISH} takes: a message for a channel. Immutable.
 *
 * @param channel which
 * @param type the message's type on the wire
 * @param data its data
 * @param idempotencyKey the same key gives the first answer again
 * @param exclude whom it passes by; null for nobody
 */
public record ChannelPublication(
        String channel,
        String type,
        JsonObject data,
        @Nullable String idempotencyKey,
        @Nullable ChannelExclusion exclude) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.put("channel", channel);
        json.put("type", type);
        json.put("data", data);
        if (idempotencyKey != null) {
            json.put("idempotencyKey", idempotencyKey);
        }
        if (exclude != null) {
            json.put("exclude", exclude.toJson());
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
    public static ChannelPublication from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ChannelPublication(
                fields.text("channel"),
                fields.text("type"),
                fields.object("data"),
                fields.textOrNull("idempotencyKey"),
                ChannelExclusion.from(fields.objectOrNull("exclude")));
    }
}
