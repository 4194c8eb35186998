package io.quotewire.gateway.session;

import io.quotewire.bus.NotificationQuery;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import java.util.Objects;

/** {@code history}: what is kept of a channel; the newest, or what follows a position. */
final class HistoryHandler implements RequestHandler {
    private static final int MESSAGES = 100;
    private final SessionServices services;

    HistoryHandler(SessionServices services) {
        this.services = services;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        session.services()
                .channels()
                .requireNotifications(session, ChannelAction.HISTORY, arguments.require(Argument.CHANNEL));
        Position since = arguments.get(Argument.AFTER);
        Long asked = arguments.get(Argument.LIMIT);
        int limit = asked == null ? MESSAGES : asked.intValue();
        String user = Objects.requireNonNull(session.principal().userId());
        NotificationQuery query = since == null
                ? NotificationQuery.newest(user, limit)
                : NotificationQuery.after(user, since.epoch(), since.seq(), limit);
        session.hold();
        services.notifications().history(query).onComplete(kept -> {
            if (kept.succeeded()) {
                session.send(services.messages().history(request.id(), kept.result()));
            } else {
                session.refuse(request.id(), (Refusal) kept.cause());
            }
            session.resume();
        });
    }
}
