package io.quotewire.bus;

import io.vertx.core.json.JsonObject;

/**
 * A message on its way to everybody who is subscribed to a channel. Immutable.
 *
 * @param channel which
 * @param epoch under which its sequence counts
 * @param seq its place in the channel's order, rising by exactly one
 * @param type the message's type on the wire
 * @param data its data
 */
public record ChannelMessage(String channel, String epoch, long seq, String type, JsonObject data) {
    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject()
                .put("channel", channel)
                .put("epoch", epoch)
                .put("seq", seq)
                .put("type", type)
                .put("data", data);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelMessage from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ChannelMessage(
                fields.text("channel"),
                fields.text("epoch"),
                fields.number("seq"),
                fields.text("type"),
                fields.object("data"));
    }
}
