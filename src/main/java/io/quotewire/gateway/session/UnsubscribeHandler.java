package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.subscription.Subscription;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code unsubscribe}: answered with what was subscribed and is not any more. */
final class UnsubscribeHandler implements RequestHandler {
    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        JsonArray ended = new JsonArray();
        for (String channel : SubscribeOrder.channels(arguments)) {
            Subscription subscription = session.subscriptions().remove(channel);
            if (subscription != null) {
                subscription.cancel();
                ended.add(channel);
            }
        }
        session.reply(request, "unsubscribed", new JsonObject().put("channels", ended));
    }
}
