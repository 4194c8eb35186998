package io.quotewire.gateway.session;

import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Request;
import java.util.Objects;

/** {@code ack}: the device has received all up to a position. Not answered, unless it is refused. */
final class AckHandler implements RequestHandler {
    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        session.services()
                .channels()
                .requireNotifications(session, ChannelAction.SUBSCRIBE, arguments.require(Argument.CHANNEL));
        String user = Objects.requireNonNull(session.principal().userId());
        session.device().acknowledge(user, arguments.require(Argument.SEQ));
    }
}
