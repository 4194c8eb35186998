package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code history}: what is kept of a channel; the newest, or what follows a position. */
final class HistoryHandler implements RequestHandler {
    private static final int MESSAGES = 100;
    private final SessionServices services;

    HistoryHandler(SessionServices services) {
        this.services = services;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        ChannelName channel =
                services.channels().permissions().named(session.principal(), arguments.require(Argument.CHANNEL));
        Position since = arguments.get(Argument.AFTER);
        Long asked = arguments.get(Argument.LIMIT);
        int limit = asked == null ? MESSAGES : asked.intValue();
        session.hold();
        services.channels()
                .permit(session, ChannelAction.HISTORY, channel)
                .compose(permitted -> channel.text().equals(ChannelName.NOTIFICATIONS)
                        ? notifications(session, request, since, limit)
                        : messages(session, request, query(channel.text(), since, limit)))
                .onSuccess(session::send)
                .onFailure(failure -> session.refuse(request.id(), (Refusal) failure))
                .onComplete(done -> session.resume());
    }

    private Future<Outbound> notifications(Session session, Request request, @Nullable Position since, int limit) {
        String user = Objects.requireNonNull(session.principal().userId());
        NotificationQuery query = since == null
                ? NotificationQuery.newest(user, limit)
                : NotificationQuery.after(user, since.epoch(), since.seq(), limit);
        return services.notifications()
                .history(query)
                .map(kept -> services.messages().history(request.id(), kept));
    }

    private static ChannelQuery query(String channel, @Nullable Position since, int limit) {
        return since == null
                ? ChannelQuery.newest(channel, limit)
                : ChannelQuery.after(channel, since.epoch(), since.seq(), limit);
    }

    private Future<Outbound> messages(Session session, Request request, ChannelQuery query) {
        return services.channels().requests().history(query).compose(kept -> {
            if (!kept.at().kept()) {
                return Future.failedFuture(Refusal.badField("channel", "must be one whose messages are kept"));
            }
            return Future.succeededFuture(services.messages().history(request.id(), kept, theirs(session, kept)));
        });
    }

    /** Without what passes them by. */
    private static List<ChannelMessage> theirs(Session session, ChannelHistory kept) {
        return kept.messages().stream()
                .filter(message -> !isLeftOut(session, message.exclude()))
                .toList();
    }

    private static boolean isLeftOut(Session session, @Nullable ChannelExclusion exclude) {
        return exclude != null && session.isLeftOut(exclude);
    }
}
