package io.quotewire.gateway.session;

import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.presence.Headcount;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.vertx.core.Future;

/** {@code presence}: who is in a channel, in the whole cluster, for those who may see it. */
final class PresenceHandler implements RequestHandler {
    private final SessionServices services;

    PresenceHandler(SessionServices services) {
        this.services = services;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        ChannelName channel =
                services.channels().permissions().named(session.principal(), arguments.require(Argument.CHANNEL));
        session.hold();
        services.channels()
                .permit(session, ChannelAction.PRESENCE, channel)
                .compose(permitted -> count(channel))
                .onSuccess(count -> session.reply(request, "presence", count.toJson(channel.text())))
                .onFailure(failure -> session.refuse(request.id(), (Refusal) failure))
                .onComplete(done -> session.resume());
    }

    private Future<Headcount> count(ChannelName channel) {
        return services.policy().presence(channel).isCounted()
                ? services.channels().roll().count(channel.text())
                : Future.failedFuture(Refusal.badField("channel", "must be one whose members are counted"));
    }
}
