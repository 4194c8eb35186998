package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code unsubscribe}: answered with what was subscribed and is not any more. */
final class UnsubscribeHandler implements RequestHandler {
    private final QuoteBook book;
    private final ChannelPermissions permissions;

    UnsubscribeHandler(QuoteBook book, ChannelPermissions permissions) {
        this.book = book;
        this.permissions = permissions;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        JsonArray ended = new JsonArray();
        List<QuoteTopic> topics = new ArrayList<>();
        for (String channel : SubscribeOrder.channels(arguments)) {
            QuoteTopic topic = followed(session, channel);
            if (topic != null) {
                topics.add(topic);
                ended.add(channel);
            } else {
                remove(session, channel, ended);
            }
        }
        session.subscriptions().unfollow(topics);
        SessionRecords.unsubscribed(session, ended);
        session.replyInOrder(request, "unsubscribed", new JsonObject().put("channels", ended));
    }

    /** A user's own channel may be called without its key. */
    private void remove(Session session, String channel, JsonArray ended) {
        String name = permissions.named(session.principal(), channel).text();
        if (session.subscriptions().remove(name)) {
            ended.add(name);
        }
    }

    private @Nullable QuoteTopic followed(Session session, String channel) {
        String symbol = ChannelName.symbolOf(channel);
        QuoteTopic topic = symbol == null ? null : book.topic(symbol);
        return topic != null && session.subscriptions().follows(topic) ? topic : null;
    }
}
