package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.bus.ChannelPublication;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;

/** {@code publish}: a message for everybody in a channel, from those who may. */
final class PublishHandler implements RequestHandler {
    private static final String TYPE = "message";
    private final ChannelPublishing publishing;

    PublishHandler(ChannelPublishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        String channel = publishing.named(session.principal(), arguments.require(Argument.CHANNEL));
        ChannelPublication publication = new ChannelPublication(
                channel,
                TYPE,
                arguments.require(Argument.DATA),
                arguments.get(Argument.IDEMPOTENCY_KEY),
                Boolean.TRUE.equals(arguments.get(Argument.EXCLUDE_SELF))
                        ? ChannelExclusion.connection(session.opening().connectionId())
                        : null);
        session.hold();
        publishing
                .publish(session.principal(), publication)
                .onSuccess(published -> session.reply(request, "published", published))
                .onFailure(failure -> session.refuse(request.id(), (Refusal) failure))
                .onComplete(done -> session.resume());
    }
}
