package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks what is kept of a channel. Immutable.
 *
 * @param channel which
 * @param epoch of the position below; null for any
 * @param seq everything after this, the oldest first; null for the newest that are kept
 * @param limit at most so many
 */
public record ChannelQuery(
        String channel, @Nullable String epoch, @Nullable Long seq, long limit) {
    /**
     * The newest that are kept.
     *
     * @param channel of which channel
     * @param limit at most so many
     * @return the query
     */
    public static ChannelQuery newest(String channel, long limit) {
        return new ChannelQuery(channel, null, null, limit);
    }

    /**
     * What follows a position, piece by piece: the next one goes on from the answer's seq.
     *
     * @param channel of which channel
     * @param epoch of the position; null for any
     * @param seq the position
     * @param limit at most so many at a time
     * @return the query
     */
    public static ChannelQuery after(String channel, @Nullable String epoch, long seq, long limit) {
        return new ChannelQuery(channel, epoch, seq, limit);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("channel", channel);
        if (epoch != null) {
            json.put("epoch", epoch);
        }
        if (seq != null) {
            json.put("seq", seq);
        }
        return json.put("limit", limit);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelQuery from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ChannelQuery(
                fields.text("channel"), fields.textOrNull("epoch"), fields.numberOrNull("seq"), fields.number("limit"));
    }
}
