package io.quotewire.gateway.session;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.remote.RoomQuestions.Answer;
import io.quotewire.gateway.subscription.ChannelSubscription;
import io.quotewire.gateway.subscription.InboxSubscription;
import io.quotewire.gateway.subscription.MarketGroup;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code subscribe}: finds out what is to be known first, then has it answered at once by a {@link SubscribeAnswer}. What a
 * client asks for meanwhile waits.
 */
final class SubscribeHandler implements RequestHandler {
    private static final int MAX_ROOMS = 50;
    private static final long RETRY_MS = 1_000;
    private final SessionServices services;

    SubscribeHandler(SessionServices services) {
        this.services = services;
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        SubscribeOrder order = SubscribeOrder.of(request.id(), arguments);
        whenLive(session, order.id(), order.channels(), () -> subscribe(session, order));
    }

    /**
     * Does something at once if every value of the symbols in it comes as it is published, or else as soon as it does: what is
     * confirmed, the snapshot and what follows can then be put together without a gap. What the client asks for next waits.
     */
    void whenLive(Session session, @Nullable Object id, Collection<String> channels, Runnable task) {
        Set<MarketGroup> missing = notLive(channels);
        if (missing.isEmpty()) {
            task.run();
            return;
        }
        session.hold();
        services.supply().whenLive(missing, () -> goOn(session, id, session.isClosing() ? () -> {} : task));
    }

    /** Whatever becomes of it, what the client asks for next has its turn. */
    private static void goOn(Session session, @Nullable Object id, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            session.failed(id, failure);
        } finally {
            session.resume();
        }
    }

    private Set<MarketGroup> notLive(Collection<String> channels) {
        Set<MarketGroup> found = Set.of();
        for (String channel : channels) {
            String symbol = ChannelName.symbolOf(channel);
            QuoteTopic topic = symbol == null ? null : services.book().topic(symbol);
            if (topic != null && !topic.group().isLive()) {
                found = found.isEmpty() ? new HashSet<>() : found;
                found.add(topic.group());
            }
        }
        return found;
    }

    /** Does as a client has asked, once the store has said what was missed, and services who may enter their rooms. */
    void subscribe(Session session, SubscribeOrder order) {
        List<Wanted> wanted = Wanted.of(session, order.channels());
        Map<ChannelName, Future<Answer>> rooms = askForRooms(session, wanted);
        if (rooms.isEmpty()) {
            subscribe(session, order, wanted, rooms);
            return;
        }
        session.hold();
        Future.join(List.copyOf(rooms.values()))
                .onComplete(answered -> goOn(session, order.id(), () -> {
                    if (!session.isClosing()) {
                        subscribe(session, order, wanted, rooms);
                    }
                }));
    }

    private void subscribe(
            Session session, SubscribeOrder order, List<Wanted> wanted, Map<ChannelName, Future<Answer>> rooms) {
        Optional<MissedNotifications> missed = asksForMissed(session, order, wanted)
                ? Optional.of(open(inbox(session, order.since().get(ChannelName.NOTIFICATIONS))))
                : Optional.empty();
        ChannelJoins joins = join(session, order, wanted, rooms);
        SubscribeAnswer answer = new SubscribeAnswer(session, order, rooms, missed, joins);
        List<Future<?>> waiting = joins.waiting();
        missed.ifPresent(asked -> waiting.add(asked.history()));
        if (waiting.isEmpty()) {
            answer.give(wanted);
            return;
        }
        session.hold();
        Future.join(waiting)
                .onComplete(answered -> goOn(session, order.id(), () -> {
                    if (session.isClosing()) {
                        missed.ifPresent(asked -> asked.inbox().cancel());
                        joins.abandon();
                    } else {
                        answer.give(wanted);
                    }
                }));
    }

    private static MissedNotifications open(InboxSubscription inbox) {
        return new MissedNotifications(inbox, inbox.open());
    }

    /** Those that services publish to, as far as nobody has said no. */
    private static ChannelJoins join(
            Session session, SubscribeOrder order, List<Wanted> wanted, Map<ChannelName, Future<Answer>> rooms) {
        ChannelJoins joins = new ChannelJoins(session);
        for (Wanted one : wanted) {
            if (one.isPublished() && isLetIn(one, rooms)) {
                joins.add(one.channel().text(), order.since(one));
            }
        }
        joins.ask();
        return joins;
    }

    private static boolean isLetIn(Wanted one, Map<ChannelName, Future<Answer>> rooms) {
        Future<Answer> asked = rooms.get(one.channel());
        return asked == null ? one.verdict() == Verdict.ALLOWED : asked.succeeded() && asked.result() == Answer.YES;
    }

    /**
     * A user's notifications before they are delivered.
     *
     * @param inbox the subscription that has been opened
     * @param history what was missed; fails with a {@link Refusal}
     */
    record MissedNotifications(InboxSubscription inbox, Future<NotificationHistory> history) {}

    private Map<ChannelName, Future<Answer>> askForRooms(Session session, List<Wanted> wanted) {
        Map<ChannelName, Future<Answer>> asked = Map.of();
        for (Wanted one : wanted) {
            if (one.verdict() == Verdict.ASK) {
                asked = asked.isEmpty() ? new HashMap<>() : asked;
                asked.put(one.channel(), asked.size() < MAX_ROOMS ? ask(session, one.channel()) : tooMany());
            }
        }
        return asked;
    }

    private Future<Answer> ask(Session session, ChannelName room) {
        return services.channels().rooms().ask(ChannelPublishing.question(session.principal(), room));
    }

    private static Future<Answer> tooMany() {
        return Future.failedFuture(
                Refusal.rateLimited("at most " + MAX_ROOMS + " rooms are asked for at a time", RETRY_MS));
    }

    /** What an endpoint of one symbol brings: the snapshot first, no confirmation that nobody asked for. */
    void subscribeByItself(Session session, String symbol) {
        SubscribeAnswer.unasked(session, ChannelName.prices(symbol));
    }

    /** What the endpoint of notifications brings: what was missed first, as soon as the store can give it. */
    void notificationsByItself(Session session, @Nullable Position since) {
        InboxSubscription inbox = inbox(session, since);
        session.subscriptions().put(ChannelName.NOTIFICATIONS, inbox);
        inbox.begin();
    }

    /** What is addressed to everybody, and to the user if there is one: nobody need ask for it where all is on request. */
    void channelsByItself(Session session) {
        if (session.opening().endpoint().onRequest()) {
            ChannelName system = new ChannelName(ChannelName.SYSTEM, null);
            if (mayStillHave(session, system)) {
                session.subscriptions().putSystem(join(session, system));
            }
            String user = session.principal().userId();
            ChannelName own = new ChannelName(ChannelName.USER, user);
            if (user != null && mayStillHave(session, own)) {
                session.subscriptions().putOwn(join(session, own));
            }
        }
    }

    /** What they have not yet, and may. */
    private boolean mayStillHave(Session session, ChannelName channel) {
        Principal who = session.principal();
        return session.subscriptions().channel(channel.text()) == null
                && services.policy().decide(who, ChannelAction.SUBSCRIBE, channel) == Verdict.ALLOWED;
    }

    private ChannelSubscription join(Session session, ChannelName channel) {
        return services.channels().subscriptions().follow(session, channel.text());
    }

    private static boolean asksForMissed(Session session, SubscribeOrder order, List<Wanted> wanted) {
        for (Wanted one : wanted) {
            if (one.isNotifications() && one.verdict() == Verdict.ALLOWED) {
                return session.subscriptions().channel(ChannelName.NOTIFICATIONS) == null
                        || order.since().containsKey(ChannelName.NOTIFICATIONS);
            }
        }
        return false;
    }

    private InboxSubscription inbox(Session session, @Nullable Position since) {
        String user = Objects.requireNonNull(session.principal().userId());
        return services.inboxes().subscribe(session, user, session.device().name(), since);
    }
}
