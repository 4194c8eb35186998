package io.quotewire.gateway.subscription;

import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Carries prices to everybody on this event loop who wants them. What several ticks bring in one turn of the loop goes out
 * together: each tick is encoded once, the bytes are put together once for all who want the same symbols, and every
 * connection is written to once. Confined to one event loop.
 */
public final class Fanout {
    private final Messages messages;
    private final LongSupplier steadyMs;
    private final Map<Interest, Audience> audiences = new HashMap<>();
    private final Map<QuoteTopic, SymbolStatus> statuses = new LinkedHashMap<>();
    private final List<QuoteTopic> touchedTopics = new ArrayList<>();
    private final List<Audience> touchedAudiences = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private List<PriceLane> behind = new ArrayList<>();
    private int subscriptions;
    private int served;

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
     * A way for somebody's prices; nothing comes on it before a topic is followed.
     *
     * @param subscriber who
     * @return the lane, to be cancelled
     */
    public PriceLane lane(Subscriber subscriber) {
        return new PriceLane(this, subscriber);
    }

    /**
     * Takes one tick for the turn that {@link #deliver} ends.
     *
     * @param topic the symbol's
     * @param tick its newest value
     */
    public void note(QuoteTopic topic, Tick tick) {
        if (topic.isWanted() && topic.addToTurn(tick)) {
            touchedTopics.add(topic);
        }
    }

    /**
     * Ends the turn: everybody gets what was noted.
     *
     * @param behind whether more comes than can be sent, so that one value of each symbol has to do for those who want the
     *     newest
     */
    public void deliver(boolean behind) {
        if (touchedTopics.isEmpty()) {
            return;
        }
        try {
            deliverTouched(behind);
            deliverPaced();
        } finally {
            // Whatever went wrong, the next turn begins with nothing of this one.
            touchedAudiences.forEach(Audience::endTurn);
            touchedAudiences.clear();
            touchedTopics.forEach(QuoteTopic::endTurn);
            touchedTopics.clear();
        }
    }

    private void deliverTouched(boolean behind) {
        for (QuoteTopic topic : touchedTopics) {
            for (Audience audience : topic.audiences()) {
                if (audience.touch(topic)) {
                    touchedAudiences.add(audience);
                }
            }
        }
        for (int i = 0; i < touchedAudiences.size(); i++) {
            Audience audience = touchedAudiences.get(i);
            served += audience.size();
            audience.deliver(messages, behind);
            left(audience);
        }
    }

    private void deliverPaced() {
        long nowMs = steadyMs.getAsLong();
        for (QuoteTopic topic : touchedTopics) {
            if (!topic.paced().isEmpty()) {
                for (PriceLane lane : List.copyOf(topic.paced())) {
                    lane.offerPaced(topic, topic.turn(), nowMs);
                }
            }
        }
    }

    /**
     * Notes how a symbol stands, for those who want it.
     *
     * @param topic the symbol's
     * @param status how
     */
    public void note(QuoteTopic topic, SymbolStatus status) {
        statuses.put(topic, status);
    }

    /**
     * Tells those who want the symbols how they stand, where that has changed.
     *
     * @param firehose whoever wants all
     */
    public void deliverStatuses(Firehose firehose) {
        if (statuses.isEmpty()) {
            return;
        }
        List<Outbound> all = new ArrayList<>(statuses.size());
        Map<PriceLane, List<Outbound>> news = new LinkedHashMap<>();
        statuses.forEach((topic, status) -> {
            Outbound message = messages.symbolStatus(status);
            all.add(message);
            Set<PriceLane> lanes = new LinkedHashSet<>(topic.paced());
            topic.audiences().forEach(audience -> audience.addLanes(lanes));
            lanes.forEach(lane ->
                    news.computeIfAbsent(lane, first -> new ArrayList<>()).add(message));
        });
        statuses.clear();
        news.forEach(PriceLane::tell);
        firehose.tell(all);
    }

    /** Sends what waits and may go now; to be called often, and costs nothing when nothing waits. */
    public void flush() {
        if (!behind.isEmpty()) {
            long nowMs = steadyMs.getAsLong();
            List<PriceLane> due = behind;
            behind = new ArrayList<>();
            for (PriceLane lane : due) {
                if (!lane.flush(nowMs)) {
                    behind.add(lane);
                }
            }
        }
    }

    /**
     * How many symbols are followed, over all lanes.
     *
     * @return a count
     */
    public int subscriptions() {
        return subscriptions;
    }

    /**
     * How many values wait, over all lanes.
     *
     * @return a count
     */
    public int waiting() {
        return behind.stream().mapToInt(PriceLane::waiting).sum();
    }

    /**
     * What became of the values of all lanes, also of those that have ended.
     *
     * @return the fan-out's own
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * How many lanes got something since this was asked for the last time; a lane counts once for each delivery. Those with a rate of
     * their own are left out.
     *
     * @return a count
     */
    public int takeServed() {
        int count = served;
        served = 0;
        return count;
    }

    /**
     * How many lanes there are, without those that have a rate of their own.
     *
     * @return a count
     */
    public int lanes() {
        int count = 0;
        for (Audience audience : audiences.values()) {
            count += audience.size();
        }
        return count;
    }

    Messages messages() {
        return messages;
    }

    void count(int more) {
        subscriptions += more;
    }

    void behind(PriceLane lane) {
        behind.add(lane);
    }

    /** Those who want this; made for the first. */
    Audience audience(Interest interest) {
        Audience known = audiences.get(interest);
        if (known != null) {
            return known;
        }
        Audience made = new Audience(interest);
        audiences.put(interest, made);
        for (int i = 0; i < interest.size(); i++) {
            interest.topic(i).add(made);
        }
        return made;
    }

    /** Somebody may have left it; the last takes it away. */
    void left(Audience audience) {
        if (audience.isEmpty()) {
            audiences.remove(audience.interest());
            for (int i = 0; i < audience.interest().size(); i++) {
                audience.interest().topic(i).remove(audience);
            }
        }
    }
}
