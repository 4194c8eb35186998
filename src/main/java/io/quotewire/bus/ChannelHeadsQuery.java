package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Asks how far the numbering of channels has come. Immutable.
 *
 * @param channels which
 */
public record ChannelHeadsQuery(List<String> channels) {
    /** Copies the list. */
    public ChannelHeadsQuery {
        channels = List.copyOf(channels);
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        return new JsonObject().put("channels", new JsonArray(channels));
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelHeadsQuery from(JsonObject json) {
        return new ChannelHeadsQuery(new Fields(json).texts("channels"));
    }
}
