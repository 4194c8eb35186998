package io.quotewire.notification.store;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelPublication;
import io.vertx.core.json.JsonObject;

/**
 * A message of a channel as it was read from a store. Immutable.
 *
 * @param seq its place
 * @param atMs when it was kept, epoch milliseconds
 * @param text what it says, as {@link #text} wrote it
 */
public record KeptMessage(long seq, long atMs, String text) {
    /**
     * What no store need look into.
     *
     * @param publication what was published
     * @return text without its channel, which the store knows
     */
    public static String text(ChannelPublication publication) {
        JsonObject json = new JsonObject().put("type", publication.type()).put("data", publication.data());
        ChannelExclusion exclude = publication.exclude();
        return (exclude == null ? json : json.put("exclude", exclude.toJson())).encode();
    }

    ChannelMessage message(String channel, String epoch) {
        JsonObject json = new JsonObject(text);
        return new ChannelMessage(
                channel,
                epoch,
                seq,
                json.getString("type"),
                json.getJsonObject("data"),
                true,
                ChannelExclusion.from(json.getJsonObject("exclude")));
    }
}
