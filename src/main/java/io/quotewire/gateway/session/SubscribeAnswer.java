package io.quotewire.gateway.session;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Confirmed;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.remote.RoomQuestions.Answer;
import io.quotewire.gateway.session.SubscribeHandler.MissedNotifications;
import io.quotewire.gateway.subscription.ChannelSubscription;
import io.quotewire.gateway.subscription.InboxSubscription;
import io.quotewire.gateway.subscription.PriceLane;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.quotewire.gateway.subscription.Subscription;
import io.quotewire.gateway.subscription.Terms;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to one request to subscribe, given in one go: one confirmation with what was granted, one refusal for each that was
 * not, then the snapshots and what was missed. What is refused undoes nothing that was granted. Confined to the session's event
 * loop.
 */
final class SubscribeAnswer {
    /**
     * A channel that is given.
     *
     * @param confirmed its entry in the confirmation
     * @param then sends what comes first
     */
    private record Granted(Confirmed confirmed, Runnable then) {}

    private record Refused(Wanted wanted, Refusal refusal) {}

    private final Session session;
    private final SessionServices services;
    private final SubscribeOrder order;
    private final Map<ChannelName, Future<Answer>> rooms;
    private final Optional<MissedNotifications> missed;
    private final Set<QuoteTopic> topics = new LinkedHashSet<>();

    /**
     * An answer that is not given yet.
     *
     * @param session whose
     * @param order what they have asked for
     * @param rooms what services have said
     * @param missed what the store has said, if it was asked
     */
    SubscribeAnswer(
            Session session,
            SubscribeOrder order,
            Map<ChannelName, Future<Answer>> rooms,
            Optional<MissedNotifications> missed) {
        this.session = session;
        this.services = session.services();
        this.order = order;
        this.rooms = rooms;
        this.missed = missed;
    }

    /** Subscribes to one symbol without a confirmation. */
    static void unasked(Session session, ChannelName prices) {
        SubscribeOrder order = SubscribeOrder.of(Wishes.none());
        SubscribeAnswer answer = new SubscribeAnswer(session, order, Map.of(), Optional.empty());
        try {
            Granted granted =
                    answer.grant(Wanted.of(session, Set.of(prices.text())).get(0));
            session.subscriptions().follow(answer.services.fanout(), session, answer.topics, Terms.USUAL);
            granted.then().run();
        } catch (Refusal refusal) {
            session.refuse(null, refusal);
        }
    }

    /** Grants and refuses. */
    void give(List<Wanted> wanted) {
        List<Granted> granted = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Wanted one : wanted) {
            try {
                granted.add(grant(one));
            } catch (Refusal refusal) {
                refused.add(new Refused(one, refusal));
            }
        }
        follow();
        List<Confirmed> confirmed = new ArrayList<>(granted.size());
        for (Granted one : granted) {
            confirmed.add(one.confirmed());
        }
        session.send(services.messages().confirmed(order.id(), confirmed));
        SessionRecords.subscribed(session, confirmed);
        refused.forEach(this::refuse);
        for (Granted one : granted) {
            one.then().run();
        }
        refused.forEach(no -> Discipline.refused(session, no.refusal()));
    }

    private Granted grant(Wanted wanted) {
        if (wanted.verdict().isNo()) {
            throw wanted.verdict().refusal();
        }
        String symbol = wanted.channel().symbol();
        if (symbol != null) {
            return grantPrices(symbol);
        }
        if (wanted.isNotifications()) {
            return missed.isPresent() ? grantInbox(missed.get()) : inboxAsItIs();
        }
        if (wanted.verdict() == Verdict.ASK) {
            letIn(wanted.channel());
        }
        return grantChannel(wanted.channel().text());
    }

    /** What the service that owns the room has said, or that it could not be asked. */
    private void letIn(ChannelName channel) {
        Future<Answer> asked = rooms.getOrDefault(channel, Future.succeededFuture(Answer.NONE));
        if (asked.failed()) {
            throw (Refusal) asked.cause();
        }
        services.channels()
                .permissions()
                .answered(ChannelAction.SUBSCRIBE, asked.result())
                .orRefuse();
    }

    private void refuse(Refused no) {
        ChannelName channel = no.wanted().channel();
        JsonObject data = new JsonObject().put("channel", no.wanted().asked());
        if (channel.symbol() != null) {
            data.put("symbol", channel.symbol());
        }
        data.mergeIn(no.refusal().toJson());
        ErrorCode code = no.refusal().code();
        services.counters().refused(code);
        SessionRecords.refused(session, code, services.channels().permissions().traceable(channel));
        session.send(services.messages().reply("subscription_failed", order.id(), data));
    }

    private void follow() {
        if (!topics.isEmpty()) {
            PriceLane lane = session.subscriptions().follow(services.fanout(), session, topics, order.terms());
            if (order.batch() != null) {
                lane.batch(order.batch());
            }
        }
    }

    /** Adds a symbol to those that are granted by the request. */
    private Granted grantPrices(String symbol) {
        QuoteTopic topic = services.book().topic(symbol);
        if (topic == null) {
            throw Refusal.of(ErrorCode.UNKNOWN_SYMBOL, "there is no such symbol");
        }
        if (!session.subscriptions().follows(topic)) {
            checkSymbols();
            checkLimit();
        }
        topics.add(topic);
        Tick newest = topic.newest();
        String channel = ChannelName.prices(symbol).text();
        return new Granted(
                new Confirmed(channel, topic.epochText(), newest == null ? 0 : newest.seq(), false),
                () -> sendSnapshot(topic));
    }

    private Granted grantChannel(String channel) {
        ChannelSubscription subscription =
                session.subscriptions().channel(channel) instanceof ChannelSubscription there ? there : null;
        if (subscription == null) {
            checkLimit();
            subscription = services.channels().subscriptions().subscribe(session, channel);
            session.subscriptions().put(channel, subscription);
        }
        Position newest = subscription.position();
        boolean recovered =
                newest.epoch() != null && newest.equals(order.since().get(channel));
        return new Granted(new Confirmed(channel, newest.epoch(), newest.seq(), recovered), () -> {});
    }

    /** Subscribed already: nothing begins anew. */
    private Granted inboxAsItIs() {
        if (session.subscriptions().channel(ChannelName.NOTIFICATIONS) instanceof InboxSubscription inbox) {
            Position position = inbox.position();
            return new Granted(
                    new Confirmed(ChannelName.NOTIFICATIONS, position.epoch(), position.seq(), true), () -> {});
        }
        throw Refusal.of(ErrorCode.UNAUTHORIZED, "notifications need a user");
    }

    private Granted grantInbox(MissedNotifications opened) {
        InboxSubscription inbox = opened.inbox();
        try {
            if (opened.history().failed()) {
                throw (Refusal) opened.history().cause();
            }
            Subscription before = session.subscriptions().channel(ChannelName.NOTIFICATIONS);
            if (before == null) {
                checkLimit();
            } else {
                before.cancel();
            }
        } catch (Refusal refusal) {
            inbox.cancel();
            throw refusal;
        }
        session.subscriptions().put(ChannelName.NOTIFICATIONS, inbox);
        NotificationHistory history = opened.history().result();
        return new Granted(
                new Confirmed(ChannelName.NOTIFICATIONS, history.epoch(), history.head(), history.recovered()),
                () -> inbox.begin(history));
    }

    /** How many symbols are granted that the session does not follow yet. */
    private int fresh() {
        int fresh = 0;
        for (QuoteTopic topic : topics) {
            fresh += session.subscriptions().follows(topic) ? 0 : 1;
        }
        return fresh;
    }

    private void checkSymbols() {
        int byRole = services.policy().maxSymbols(session.principal().role());
        if (session.subscriptions().symbols() + fresh() >= byRole) {
            throw Refusal.of(
                    ErrorCode.SUBSCRIPTION_LIMIT,
                    "a role of " + session.principal().role() + " may have " + byRole + " symbols");
        }
    }

    private void checkLimit() {
        int perConnection = services.limits().subscriptionsPerConnection();
        if (perConnection > 0 && session.subscriptions().size() + fresh() >= perConnection) {
            throw Refusal.of(ErrorCode.SUBSCRIPTION_LIMIT, "a connection may have " + perConnection + " subscriptions");
        }
    }

    private void sendSnapshot(QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest != null) {
            session.deliver(services.messages().update(newest, true));
        }
    }
}
