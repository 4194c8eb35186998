package io.quotewire.bus;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The reply to {@link Address#CHANNEL_HEADS}. Immutable.
 *
 * @param heads of each channel that was asked for
 */
public record ChannelHeads(Map<String, ChannelHead> heads) {
    /** Copies the map. */
    public ChannelHeads {
        heads = Map.copyOf(heads);
    }

    /**
     * One of them.
     *
     * @param channel which
     * @return where it stands; nowhere if it was not asked for
     */
    public ChannelHead of(String channel) {
        return heads.getOrDefault(channel, new ChannelHead(null, 0, false));
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        heads.forEach((channel, head) -> json.put(channel, head.toJson()));
        return new JsonObject().put("heads", json);
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelHeads from(JsonObject json) {
        JsonObject object = new Fields(json).object("heads");
        Fields channels = new Fields(object);
        Map<String, ChannelHead> heads = new LinkedHashMap<>();
        for (String channel : object.fieldNames()) {
            heads.put(channel, ChannelHead.from(channels.object(channel)));
        }
        return new ChannelHeads(heads);
    }
}
