package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to everybody who is subscribed to a channel. Immutable.
 *
 * @param channel which
 * @param epoch under which its sequence counts
 * @param seq its place in the channel's order, rising by exactly one
 * @param type the message's type on the wire
 * @param data its data
 * @param kept whether whoever misses it can have it from {@link Address#CHANNEL_HISTORY}
 * @param exclude whom it passes by; null for nobody
 */
public record ChannelMessage(
        String channel,
        String epoch,
        long seq,
        String type,
        JsonObject data,
        boolean kept,
        @Nullable ChannelExclusion exclude) {
    /**
     * What a publication becomes.
     *
     * @param publication what was published
     * @param epoch under which its sequence counts
     * @param seq its place
     * @param kept whether it can be had again
     * @return the message
     */
    public static ChannelMessage of(ChannelPublication publication, String epoch, long seq, boolean kept) {
        return new ChannelMessage(
                publication.channel(), epoch, seq, publication.type(), publication.data(), kept, publication.exclude());
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("channel", channel)
                .put("epoch", epoch)
                .put("seq", seq)
                .put("type", type)
                .put("data", data);
        if (kept) {
            json.put("kept", true);
        }
        return exclude == null ? json : json.put("exclude", exclude.toJson());
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
                fields.object("data"),
                fields.flag("kept", false),
                ChannelExclusion.from(fields.objectOrNull("exclude")));
    }
}
