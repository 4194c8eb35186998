package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How far the numbering of a channel has come. Immutable.
 *
 * @param epoch under which the position counts; null where nothing was published yet
 * @param seq the newest position, 0 if none
 * @param kept whether messages of this channel are kept
 */
public record ChannelHead(@Nullable String epoch, long seq, boolean kept) {
    /**
     * As a part of a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("seq", seq).put("kept", kept);
        return epoch == null ? json : json.put("epoch", epoch);
    }

    /**
     * Reads a part of a message body.
     *
     * @param json the part
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelHead from(JsonObject json) {
        Fields fields = new Fields(json);
        return new ChannelHead(fields.textOrNull("epoch"), fields.number("seq"), fields.flag("kept", false));
    }
}
