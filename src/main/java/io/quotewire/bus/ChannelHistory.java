package io.quotewire.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reply to {@link Address#CHANNEL_HISTORY}. Immutable.
 *
 * @param channel which
 * @param at where it stands, and the newest position that was given out
 * @param seq the position after {@code messages}; below the newest where a page ended before
 * @param recovered whether {@code messages} is everything after the position that was asked for, or its beginning; of the newest,
 *     whether nothing came before them
 * @param reason why not, where a position was asked for
 * @param messages in their order
 */
public record ChannelHistory(
        String channel,
        ChannelHead at,
        long seq,
        boolean recovered,
        @Nullable Unrecovered reason,
        List<ChannelMessage> messages) {
    /** Copies the list. */
    public ChannelHistory {
        messages = List.copyOf(messages);
    }

    /**
     * Of a channel of which nothing is kept.
     *
     * @param query what was asked for
     * @param at where it stands
     * @return nothing, which is all there was for who has everything
     */
    public static ChannelHistory notKept(ChannelQuery query, ChannelHead at) {
        boolean everything = query.seq() != null
                && query.seq() == at.seq()
                && query.epoch() != null
                && query.epoch().equals(at.epoch());
        Unrecovered reason = everything || query.seq() == null ? null : Unrecovered.NOT_KEPT;
        return new ChannelHistory(query.channel(), at, at.seq(), everything, reason, List.of());
    }

    /**
     * As a message body.
     *
     * @return a new object
     */
    public JsonObject toJson() {
        JsonArray array = new JsonArray();
        messages.forEach(message -> array.add(message.toJson()));
        JsonObject json = new JsonObject()
                .put("channel", channel)
                .put("at", at.toJson())
                .put("seq", seq)
                .put("recovered", recovered)
                .put("messages", array);
        return reason == null ? json : json.put("reason", reason.text());
    }

    /**
     * Reads a message body.
     *
     * @param json the body
     * @return what it says
     * @throws MalformedMessageException naming the field that is wrong
     */
    public static ChannelHistory from(JsonObject json) {
        Fields fields = new Fields(json);
        List<ChannelMessage> messages = new ArrayList<>();
        for (JsonObject message : fields.objects("messages")) {
            messages.add(ChannelMessage.from(message));
        }
        String reason = fields.textOrNull("reason");
        JsonObject at = fields.objectOrNull("at");
        if (at == null) {
            throw new MalformedMessageException("at", "is required, an object");
        }
        return new ChannelHistory(
                fields.text("channel"),
                ChannelHead.from(at),
                fields.number("seq"),
                fields.flag("recovered", false),
                reason == null ? null : Unrecovered.from(reason),
                messages);
    }
}
