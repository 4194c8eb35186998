package io.quotewire.gateway.subscription;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries each tick to everybody on this event loop who wants its symbol: encoded once, the same message to all who keep
 * up, the newest value later to those who do not. Confined to one event loop.
 *
 * <p>A delivery may end a session, which ends its subscriptions while they are being walked through: an ended one stays in
 * its place until the walk is over and is taken out then.
 */
public final class Fanout {
    private final Messages messages;
    private final LongSupplier steadyMs;
    private final List<QuoteSubscription> kept = new ArrayList<>();
    private int count;
    private @Nullable QuoteTopic walked;
    private boolean sweepNeeded;

    /**
     * Nobody wants anything yet.
     *
     * @param messages encodes
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public Fanout(Messages messages, LongSupplier steadyMs) {
        this.messages = messages;
        this.steadyMs = steadyMs;
    }

    /**
     * Somebody wants a symbol.
     *
     * @param subscriber who
     * @param topic the symbol's
     * @return the subscription, to be cancelled
     */
    public QuoteSubscription subscribe(Subscriber subscriber, QuoteTopic topic) {
        QuoteSubscription subscription = new QuoteSubscription(this, subscriber, topic);
        topic.subscriptions().add(subscription);
        count++;
        return subscription;
    }

    /** Nobody wants it any more; of no effect if it has ended. */
    void unsubscribe(QuoteSubscription subscription) {
        if (subscription.isEnded()) {
            return;
        }
        subscription.end();
        count--;
        if (subscription.topic() == walked) {
            sweepNeeded = true;
        } else {
            subscription.topic().subscriptions().remove(subscription);
        }
    }

    /**
     * Carries one tick.
     *
     * @param topic the symbol's
     * @param tick its newest value
     */
    public void carry(QuoteTopic topic, Tick tick) {
        List<QuoteSubscription> wanted = topic.subscriptions();
        if (wanted.isEmpty()) {
            return;
        }
        long nowMs = steadyMs.getAsLong();
        Outbound encoded = messages.update(tick, false);
        walked = topic;
        for (int i = 0; i < wanted.size(); i++) {
            QuoteSubscription subscription = wanted.get(i);
            if (subscription.offer(tick, encoded, nowMs)) {
                kept.add(subscription);
            }
        }
        walked = null;
        if (sweepNeeded) {
            sweepNeeded = false;
            wanted.removeIf(QuoteSubscription::isEnded);
        }
    }

    /** Sends what was kept and may go now; to be called often, and costs nothing when nothing is kept. */
    public void flushKept() {
        if (!kept.isEmpty()) {
            long nowMs = steadyMs.getAsLong();
            List<QuoteSubscription> due = List.copyOf(kept);
            kept.clear();
            for (QuoteSubscription subscription : due) {
                if (!subscription.flush(messages, nowMs)) {
                    kept.add(subscription);
                }
            }
        }
    }

    /**
     * How many subscriptions there are.
     *
     * @return a count
     */
    public int subscriptions() {
        return count;
    }

    /**
     * How many of them have a value that waits.
     *
     * @return a count
     */
    public int waiting() {
        return kept.size();
    }
}
