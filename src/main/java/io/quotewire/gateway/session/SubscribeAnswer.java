package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.bus.Unrecovered;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Confirmed;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.remote.RoomQuestions.Answer;
import io.quotewire.gateway.session.ChannelJoins.Join;
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
import org.jspecify.annotations.Nullable;

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
    private final ChannelJoins joins;
    private final Set<QuoteTopic> topics = new LinkedHashSet<>();
    private final List<Outbound> snapshots = new ArrayList<>();
    private final List<Outbound> standings = new ArrayList<>();

    /**
     * An answer that is not given yet.
     *
     * @param session whose
     * @param order what they have asked for
     * @param rooms what services have said
     * @param missed what the store has said of notifications, if it was asked
     * @param joins where the channels stand that services publish to
     */
    SubscribeAnswer(
            Session session,
            SubscribeOrder order,
            Map<ChannelName, Future<Answer>> rooms,
            Optional<MissedNotifications> missed,
            ChannelJoins joins) {
        this.session = session;
        this.services = session.services();
        this.order = order;
        this.rooms = rooms;
        this.missed = missed;
        this.joins = joins;
    }

    /** Subscribes to one symbol without a confirmation. */
    static void unasked(Session session, ChannelName prices) {
        SubscribeOrder order = SubscribeOrder.of(Wishes.none());
        SubscribeAnswer answer =
                new SubscribeAnswer(session, order, Map.of(), Optional.empty(), new ChannelJoins(session));
        try {
            Granted granted =
                    answer.grant(Wanted.of(session, Set.of(prices.text())).get(0));
            session.subscriptions().follow(answer.services.fanout(), session, answer.topics, Terms.USUAL);
            granted.then().run();
            answer.sendSnapshots();
        } catch (Refusal refusal) {
            session.refuse(null, refusal);
        }
    }

    /** Grants and refuses. */
    void give(List<Wanted> wanted) {
        List<Granted> granted = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        try {
            for (Wanted one : wanted) {
                try {
                    granted.add(grant(one));
                } catch (Refusal refusal) {
                    refused.add(new Refused(one, refusal));
                }
            }
        } finally {
            joins.abandon();
        }
        boolean anew = changesPrices();
        follow();
        List<Confirmed> confirmed = new ArrayList<>(granted.size());
        for (Granted one : granted) {
            confirmed.add(one.confirmed());
        }
        Outbound answer = services.messages().confirmed(order.id(), confirmed);
        session.send(anew ? answer.inOrder() : answer);
        SessionRecords.subscribed(session, confirmed);
        refused.forEach(this::refuse);
        for (Granted one : granted) {
            one.then().run();
        }
        sendSnapshots();
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

    /**
     * Whether prices that come already come on other terms from now on: what was sent before has to arrive before it is said.
     * Of symbols that are new, nothing was sent.
     */
    private boolean changesPrices() {
        boolean batches = order.batch() != null && session.subscriptions().symbols() > 0;
        return batches || topics.stream().anyMatch(session.subscriptions()::follows);
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
        long seq = newest == null ? 0 : newest.seq();
        return new Granted(
                new Confirmed(channel, topic.epochText(), seq, false, notKept(channel)), () -> addSnapshot(topic));
    }

    private Granted grantChannel(String channel) {
        return joins.take(channel).map(join -> grantChannel(channel, join)).orElseGet(() -> channelAsItIs(channel));
    }

    private Granted grantChannel(String channel, Join join) {
        try {
            if (join.start().failed()) {
                throw (Refusal) join.start().cause();
            }
            if (join.fresh()) {
                checkLimit();
            }
        } catch (Refusal refusal) {
            join.abandon();
            throw refusal;
        }
        if (join.fresh()) {
            session.subscriptions().put(channel, join.subscription());
        }
        Confirmed confirmed = join.start()
                .result()
                .map(start ->
                        new Confirmed(channel, start.at().epoch(), start.at().seq(), start.recovered(), start.reason()))
                .orElseGet(() -> new Confirmed(channel, null, 0, false, null));
        return new Granted(confirmed, join::begin);
    }

    /** Subscribed already: nothing begins anew. */
    private Granted channelAsItIs(String channel) {
        ChannelHead at = session.subscriptions().channel(channel) instanceof ChannelSubscription there
                ? there.at()
                : new ChannelHead(null, 0, false);
        return new Granted(new Confirmed(channel, at.epoch(), at.seq(), false, null), () -> {});
    }

    /** Of prices nothing is kept, which is told to who asks for it. */
    private @Nullable Unrecovered notKept(String channel) {
        return order.since().containsKey(channel) ? Unrecovered.NOT_KEPT : null;
    }

    /** Subscribed already: nothing begins anew. */
    private Granted inboxAsItIs() {
        if (session.subscriptions().channel(ChannelName.NOTIFICATIONS) instanceof InboxSubscription inbox) {
            Position position = inbox.position();
            return new Granted(
                    new Confirmed(ChannelName.NOTIFICATIONS, position.epoch(), position.seq(), true, null), () -> {});
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
        Confirmed confirmed = new Confirmed(
                ChannelName.NOTIFICATIONS, history.epoch(), history.head(), history.recovered(), history.reason());
        return new Granted(confirmed, () -> inbox.begin(history));
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

    private void addSnapshot(QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest != null) {
            snapshots.add(services.messages().update(newest, true));
        }
        SymbolStatus status = services.book().standing(topic);
        if (!status.isPlain() && services.book().isToldOf(topic)) {
            standings.add(services.messages().symbolStatus(status));
        }
    }

    /** As one, so that many of them are nobody's slowness. */
    private void sendSnapshots() {
        deliver(snapshots.size(), snapshots);
        deliver(0, standings);
    }

    private void deliver(int updates, List<Outbound> messages) {
        if (!messages.isEmpty()) {
            Bundle bundle = Bundle.of(updates, messages);
            session.deliver(bundle);
            bundle.release();
        }
    }
}
