package io.quotewire.gateway.session;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.auth.Rights;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.Confirmed;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.quotewire.gateway.subscription.InboxSubscription;
import io.quotewire.gateway.subscription.MarketGroup;
import io.quotewire.gateway.subscription.PriceLane;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.quotewire.gateway.subscription.Subscription;
import io.quotewire.gateway.subscription.Terms;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code subscribe}: one confirmation with what was granted, one refusal for each that was not, then the snapshots and what
 * was missed. What is refused undoes nothing that was granted.
 */
final class SubscribeHandler implements RequestHandler {
    /**
     * A channel that is given.
     *
     * @param confirmed its entry in the confirmation
     * @param then sends what comes first
     */
    private record Granted(Confirmed confirmed, Runnable then) {}

    private record Refused(String channel, @Nullable String symbol, Refusal refusal) {}

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

    /** Does as a client has asked. What it asks for next waits until the store has said what was missed. */
    void subscribe(Session session, SubscribeOrder order) {
        if (!order.channels().contains(ChannelName.NOTIFICATIONS) || !asksForMissed(session, order)) {
            answer(session, order, granted -> inboxAsItIs(session));
            return;
        }
        InboxSubscription inbox = inbox(session, order.since().get(ChannelName.NOTIFICATIONS));
        session.hold();
        Future<NotificationHistory> missed = inbox.open();
        missed.onComplete(asked -> goOn(session, order.id(), () -> {
            if (session.isClosing()) {
                inbox.cancel();
            } else {
                answer(session, order, granted -> inboxFrom(session, inbox, asked, granted));
            }
        }));
    }

    /** What an endpoint of one symbol brings: the snapshot first, no confirmation that nobody asked for. */
    void subscribeByItself(Session session, String symbol) {
        try {
            Set<QuoteTopic> topics = new LinkedHashSet<>();
            Granted granted = grantPrices(session, symbol, topics);
            session.subscriptions().prices(services.fanout(), session).follow(topics, Terms.USUAL);
            granted.then().run();
        } catch (Refusal refusal) {
            session.refuse(null, refusal);
        }
    }

    /** What the endpoint of notifications brings: what was missed first, as soon as the store can give it. */
    void notificationsByItself(Session session, @Nullable Position since) {
        InboxSubscription inbox = inbox(session, since);
        session.subscriptions().put(ChannelName.NOTIFICATIONS, inbox);
        inbox.begin();
    }

    /** Takes away what the role does not allow any more. */
    void narrow(Session session) {
        PriceLane lane = session.subscriptions().prices();
        int allowed = Rights.maxSymbols(session.principal().role());
        if (lane == null || lane.size() <= allowed) {
            return;
        }
        List<QuoteTopic> topics = lane.topics();
        List<QuoteTopic> ended = topics.subList(allowed, topics.size());
        lane.unfollow(ended);
        JsonArray channels = new JsonArray();
        ended.forEach(topic -> channels.add(ChannelName.prices(topic.symbol()).text()));
        session.send(services.messages()
                .notice(
                        "unsubscribed",
                        new JsonObject().put("channels", channels).put("reason", "role change")));
    }

    private static boolean asksForMissed(Session session, SubscribeOrder order) {
        boolean fresh = session.subscriptions().channel(ChannelName.NOTIFICATIONS) == null;
        return !session.principal().isAnonymous() && (fresh || order.since().containsKey(ChannelName.NOTIFICATIONS));
    }

    private InboxSubscription inbox(Session session, @Nullable Position since) {
        String user = Objects.requireNonNull(session.principal().userId());
        return services.inboxes().subscribe(session, user, session.device(), since);
    }

    private void answer(Session session, SubscribeOrder order, IntFunction<Granted> notifications) {
        List<Granted> granted = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        Set<QuoteTopic> topics = new LinkedHashSet<>();
        for (String channel : order.channels()) {
            String symbol = null;
            try {
                ChannelName name = ChannelName.parse(channel);
                symbol = name.symbol();
                if (symbol != null) {
                    granted.add(grantPrices(session, symbol, topics));
                } else if (channel.equals(ChannelName.NOTIFICATIONS)) {
                    granted.add(notifications.apply(fresh(session, topics)));
                } else {
                    throw unavailable(session.principal(), name);
                }
            } catch (Refusal refusal) {
                refused.add(new Refused(channel, symbol, refusal));
            }
        }
        follow(session, order, topics);
        List<Confirmed> confirmed = new ArrayList<>(granted.size());
        for (Granted one : granted) {
            confirmed.add(one.confirmed());
        }
        session.send(services.messages().confirmed(order.id(), confirmed));
        SessionRecords.subscribed(session, confirmed);
        for (Refused no : refused) {
            refuse(session, order.id(), no);
        }
        for (Granted one : granted) {
            one.then().run();
        }
    }

    private void refuse(Session session, @Nullable Object id, Refused no) {
        JsonObject data = new JsonObject().put("channel", no.channel());
        if (no.symbol() != null) {
            data.put("symbol", no.symbol());
        }
        data.mergeIn(no.refusal().toJson());
        services.counters().refused(no.refusal().code());
        SessionRecords.refused(session, no.refusal().code());
        session.send(services.messages().reply("subscription_failed", id, data));
    }

    private void follow(Session session, SubscribeOrder order, Set<QuoteTopic> topics) {
        if (!topics.isEmpty()) {
            PriceLane lane = session.subscriptions().prices(services.fanout(), session);
            lane.follow(topics, order.terms());
            if (order.batch() != null) {
                lane.batch(order.batch());
            }
        }
    }

    /** Adds a symbol to those that are granted by one request. */
    private Granted grantPrices(Session session, String symbol, Set<QuoteTopic> topics) {
        QuoteTopic topic = services.book().topic(symbol);
        if (topic == null) {
            throw Refusal.of(ErrorCode.UNKNOWN_SYMBOL, "there is no such symbol");
        }
        if (!session.subscriptions().follows(topic)) {
            int granted = fresh(session, topics);
            checkSymbols(session, granted);
            checkLimit(session, granted);
        }
        topics.add(topic);
        Tick newest = topic.newest();
        String channel = ChannelName.prices(symbol).text();
        return new Granted(
                new Confirmed(channel, topic.epochText(), newest == null ? 0 : newest.seq(), false),
                () -> sendSnapshot(session, topic));
    }

    /** How many of these it does not follow yet. */
    private static int fresh(Session session, Set<QuoteTopic> topics) {
        int fresh = 0;
        for (QuoteTopic topic : topics) {
            fresh += session.subscriptions().follows(topic) ? 0 : 1;
        }
        return fresh;
    }

    /** Anonymous, or subscribed already: nothing begins anew. */
    private Granted inboxAsItIs(Session session) {
        if (session.subscriptions().channel(ChannelName.NOTIFICATIONS) instanceof InboxSubscription inbox) {
            Position position = inbox.position();
            return new Granted(
                    new Confirmed(ChannelName.NOTIFICATIONS, position.epoch(), position.seq(), true), () -> {});
        }
        throw Refusal.of(ErrorCode.UNAUTHORIZED, "notifications need a user");
    }

    private Granted inboxFrom(
            Session session, InboxSubscription inbox, AsyncResult<NotificationHistory> asked, int granted) {
        try {
            if (asked.failed()) {
                throw (Refusal) asked.cause();
            }
            Subscription before = session.subscriptions().channel(ChannelName.NOTIFICATIONS);
            if (before == null) {
                checkLimit(session, granted);
            } else {
                before.cancel();
            }
        } catch (Refusal refusal) {
            inbox.cancel();
            throw refusal;
        }
        session.subscriptions().put(ChannelName.NOTIFICATIONS, inbox);
        NotificationHistory missed = asked.result();
        return new Granted(
                new Confirmed(ChannelName.NOTIFICATIONS, missed.epoch(), missed.head(), missed.recovered()),
                () -> inbox.begin(missed));
    }

    private static void checkSymbols(Session session, int granted) {
        int byRole = Rights.maxSymbols(session.principal().role());
        if (session.subscriptions().symbols() + granted >= byRole) {
            throw Refusal.of(
                    ErrorCode.SUBSCRIPTION_LIMIT,
                    "a role of " + session.principal().role() + " may have " + byRole + " symbols");
        }
    }

    private void checkLimit(Session session, int granted) {
        int perConnection = services.limits().subscriptionsPerConnection();
        if (perConnection > 0 && session.subscriptions().size() + granted >= perConnection) {
            throw Refusal.of(ErrorCode.SUBSCRIPTION_LIMIT, "a connection may have " + perConnection + " subscriptions");
        }
    }

    private void sendSnapshot(Session session, QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest != null) {
            session.deliver(services.messages().update(newest, true));
        }
    }

    /** Channels other than prices: who may not have them is told so first. */
    private static Refusal unavailable(Principal principal, ChannelName name) {
        if (name.namespace().equals(ChannelName.PRICES)) {
            return Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "prices needs a symbol, as in prices:BTC-USD");
        }
        boolean open = name.namespace().equals("system") || name.namespace().equals("watchlist");
        if (principal.isAnonymous() && !open) {
            return Refusal.of(ErrorCode.UNAUTHORIZED, "this channel needs a user");
        }
        boolean own = name.key() == null || name.key().equals(principal.userId());
        boolean owned = List.of("portfolio", "trades", "user").contains(name.namespace());
        if (owned && !own) {
            return Refusal.of(ErrorCode.FORBIDDEN, "this channel is another user's");
        }
        if (name.namespace().equals(ChannelName.NOTIFICATIONS)) {
            return Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "notifications are the user's own: the name takes no key");
        }
        return Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "this channel is not served by this release");
    }
}
