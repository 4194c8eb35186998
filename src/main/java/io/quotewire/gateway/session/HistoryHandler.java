package io.quotewire.gateway.session;

import io.quotewire.bus.NotificationQuery;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import java.util.Objects;

/** {@code history}: what is kept of a channel; the newest, or what follows a position. */
final class HistoryHandler implements RequestHandler {
    private static final int MAX_MESSAGES = 1_000;
    private static final int MESSAGES = 100;
    private final SessionServices services;

    HistoryHandler(SessionServices services) {
        this.services = services;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        session.services().channels().requireNotifications(session, ChannelAction.HISTORY, arguments.text("channel"));
        Position since = arguments.positionOrNull("since");
        int limit = arguments.count("limit", MAX_MESSAGES, MESSAGES);
        String user = Objects.requireNonNull(session.principal().userId());
        NotificationQuery query = since == null
                ? NotificationQuery.newest(user, limit)
                : NotificationQuery.after(user, since.epoch(), since.seq(), limit);
        session.hold();
        services.notifications().history(query).onComplete(asked -> {
            if (asked.succeeded()) {
                session.send(services.messages().history(request.id(), asked.result()));
            } else {
                session.refuse(request.id(), (Refusal) asked.cause());
            }
            session.resume();
        });
    }
}
