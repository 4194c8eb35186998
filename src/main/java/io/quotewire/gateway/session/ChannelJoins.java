package io.quotewire.gateway.session;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHeads;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.subscription.ChannelSubscription;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where channels stand, and what was missed of them, before a request to subscribe is answered: what is published meanwhile is
 * held back. Whoever only wants to go along is let in even if nobody can say where a channel stands; whoever has missed something is not.
 * Confined to the session's event loop.
 */
final class ChannelJoins {
    private static final int MAX_RECOVERED = 100;
    private static final long RETRY_MS = 1_000;

    /**
     * One channel that is about to be joined, or to be joined again from a position.
     *
     * @param subscription begins to deliver when the request is answered
     * @param fresh whether there was none before
     * @param start where it begins; empty where nobody can say; fails with a {@link Refusal}
     */
    record Join(ChannelSubscription subscription, boolean fresh, Future<Optional<ChannelHistory>> start) {
        /** Begins to deliver, if it does not already. */
        void begin() {
            if (!subscription.isLive()) {
                start.result().ifPresentOrElse(subscription::begin, subscription::beginNow);
            }
        }

        /** What came of it is not wanted: all is as it was before. */
        void abandon() {
            if (fresh) {
                subscription.cancel();
            } else {
                subscription.beginNow();
            }
        }
    }

    private final Session session;
    private final ChannelServices channels;
    private final Map<String, Join> joins = new LinkedHashMap<>();
    private final Map<String, ChannelSubscription> unknown = new LinkedHashMap<>();
    private int recovered;

    ChannelJoins(Session session) {
        this.session = session;
        channels = session.services().channels();
    }

    /** One that they may have; of no effect if they have it and have missed nothing. */
    void add(String channel, @Nullable Position since) {
        ChannelSubscription there =
                session.subscriptions().channel(channel) instanceof ChannelSubscription one ? one : null;
        if (there != null && since == null && there.isKnown()) {
            return;
        }
        ChannelSubscription subscription =
                there == null ? channels.subscriptions().subscribe(session, channel) : there;
        boolean fresh = there == null;
        ChannelHead at = subscription.at();
        if (since == null && !subscription.isKnown()) {
            unknown.put(channel, subscription);
        } else if (since == null || (subscription.isKnown() && !at.kept())) {
            joins.put(
                    channel,
                    new Join(subscription, fresh, Future.succeededFuture(Optional.of(asItIs(channel, since, at)))));
        } else if (recovered++ < MAX_RECOVERED) {
            joins.put(
                    channel,
                    new Join(subscription, fresh, subscription.open(since).map(Optional::of)));
        } else {
            Refusal tooMany =
                    Refusal.rateLimited("at most " + MAX_RECOVERED + " channels are recovered at a time", RETRY_MS);
            joins.put(channel, new Join(subscription, fresh, Future.failedFuture(tooMany)));
        }
    }

    /** Asks, in one go, where those stand of which nobody here knows. */
    void ask() {
        if (unknown.isEmpty()) {
            return;
        }
        Future<ChannelHeads> heads = channels.requests().heads(List.copyOf(unknown.keySet()));
        unknown.forEach((channel, subscription) -> {
            Future<Optional<ChannelHistory>> start = heads.map(
                            found -> Optional.of(standing(subscription, found.of(channel))))
                    .otherwise(Optional.empty());
            joins.put(channel, new Join(subscription, !subscription.isLive(), start));
        });
        unknown.clear();
    }

    private static ChannelHistory standing(ChannelSubscription subscription, ChannelHead at) {
        subscription.learn(at);
        return asItIs(subscription.channel(), null, at);
    }

    private static ChannelHistory asItIs(String channel, @Nullable Position since, ChannelHead at) {
        return since == null
                ? new ChannelHistory(channel, at, at.seq(), false, null, List.of())
                : ChannelHistory.notKept(ChannelQuery.after(channel, since.epoch(), since.seq(), 1), at);
    }

    /** What is not known yet. */
    List<Future<?>> waiting() {
        List<Future<?>> waiting = new ArrayList<>();
        for (Join join : joins.values()) {
            if (!join.start().isComplete()) {
                waiting.add(join.start());
            }
        }
        return waiting;
    }

    /** One that is about to be joined; it is looked after by who asks. */
    Optional<Join> take(String channel) {
        return Optional.ofNullable(joins.remove(channel));
    }

    /** Nobody wants what is left. */
    void abandon() {
        joins.values().forEach(Join::abandon);
        joins.clear();
    }
}
