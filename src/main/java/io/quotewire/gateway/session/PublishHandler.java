package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelPublication;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.vertx.core.json.JsonObject;

/** {@code publish}: a message for everybody in a channel, from those who may. */
final class PublishHandler implements RequestHandler {
    private static final String TYPE = "message";
    private final ChannelPublishing publishing;

    PublishHandler(ChannelPublishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        String channel = publishing.named(session.principal(), arguments.text("channel"));
        JsonObject data = arguments.objectOrNull("data");
        if (data == null) {
            throw Refusal.badField("data", "is required, an object");
        }
        ChannelPublication publication =
                new ChannelPublication(channel, TYPE, data, arguments.textOrNull("idempotencyKey"));
        session.hold();
        publishing
                .publish(session.principal(), publication)
                .onSuccess(published -> session.reply(request, "published", published))
                .onFailure(failure -> session.refuse(request.id(), (Refusal) failure))
                .onComplete(done -> session.resume());
    }
}
