package io.quotewire.gateway.subscription;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Merged;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's prices: which symbols, on what terms, what waits, what became of it. A subscriber that keeps up gets
 * every value as it comes, with all others who want the same; while it is congested, or between two moments that its rate
 * allows, newer values replace older ones. What waits is bounded by the number of symbols. Confined to one event loop.
 */
public final class PriceLane {
    private final Fanout fanout;
    private final Subscriber subscriber;
    private final Ledger ledger = new Ledger();
    private final Seat newest = new Seat(this, Mode.LATEST);
    private @Nullable Seat complete;
    private boolean batched;
    private boolean behind;
    private @Nullable Map<QuoteTopic, Pace> paced;
    private @Nullable Map<QuoteTopic, Merged> waiting;

    PriceLane(Fanout fanout, Subscriber subscriber) {
        this.fanout = fanout;
        this.subscriber = subscriber;
    }

    /**
     * Takes topics in, or takes new terms for those that are in it; what waits of these is dropped, because a snapshot follows.
     *
     * @param topics which
     * @param terms how
     */
    public void follow(Collection<QuoteTopic> topics, Terms terms) {
        int before = size();
        boolean paces = terms.minIntervalMs() > 0;
        boolean all = terms.mode() == Mode.ALL && !paces;
        if (all && complete == null) {
            complete = new Seat(this, Mode.ALL);
        }
        leave(topics);
        if (paces) {
            topics.forEach(topic -> pace(topic, terms));
        } else {
            Seat seat = all && complete != null ? complete : newest;
            Set<QuoteTopic> wanted = seat.topics();
            wanted.addAll(topics);
            seat.move(fanout, wanted, batched);
        }
        fanout.count(size() - before);
    }

    /**
     * Whether messages that come together are to come as one.
     *
     * @param wanted true for one {@code batch}
     */
    public void batch(boolean wanted) {
        if (wanted != batched) {
            batched = wanted;
            leaveSeats(Set.of());
        }
    }

    /**
     * Takes topics out; of no effect for those that are not in it.
     *
     * @param topics which
     */
    public void unfollow(Collection<QuoteTopic> topics) {
        int before = size();
        leave(topics);
        fanout.count(size() - before);
    }

    /** Takes everything out, for good. */
    public void cancel() {
        unfollow(topics());
    }

    /**
     * Whether a topic is in it.
     *
     * @param topic which
     * @return true if it is
     */
    public boolean follows(QuoteTopic topic) {
        return newest.wants(topic)
                || (complete != null && complete.wants(topic))
                || (paced != null && paced.containsKey(topic));
    }

    /**
     * How many topics are in it.
     *
     * @return a count
     */
    public int size() {
        return newest.size() + (complete == null ? 0 : complete.size()) + (paced == null ? 0 : paced.size());
    }

    /**
     * The topics that are in it.
     *
     * @return a new list
     */
    public List<QuoteTopic> topics() {
        List<QuoteTopic> all = new ArrayList<>(newest.topics());
        if (complete != null) {
            all.addAll(complete.topics());
        }
        if (paced != null) {
            all.addAll(paced.keySet());
        }
        return all;
    }

    /**
     * What became of its values.
     *
     * @return the lane's own
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * How many values wait.
     *
     * @return one for a symbol at most
     */
    public int waiting() {
        int direct = waiting == null ? 0 : waiting.size();
        return paced == null
                ? direct
                : direct + (int) paced.values().stream().filter(Pace::isPending).count();
    }

    /**
     * Takes what the topics of one seat have brought in one turn.
     *
     * @param bundle it, encoded
     * @param merged how many values gave way to those in the bundle
     * @param mode the seat's
     * @param topics which
     */
    void offer(Bundle bundle, int merged, Mode mode, List<QuoteTopic> topics) {
        if (mode == Mode.ALL || (waiting == null && !subscriber.congested())) {
            if (merged > 0) {
                merge(merged);
            }
            deliver(bundle);
        } else {
            for (int i = 0; i < topics.size(); i++) {
                keep(topics.get(i), topics.get(i).merged());
            }
        }
    }

    /** Takes what a paced topic has brought in one turn. */
    void offerPaced(QuoteTopic topic, List<Tick> ticks, long nowMs) {
        Pace pace = paced == null ? null : paced.get(topic);
        if (pace == null) {
            return;
        }
        for (Tick tick : ticks) {
            if (paced == null || paced.get(topic) != pace) {
                // What was sent before has ended the subscriber.
                return;
            }
            if (!pace.isPending() && pace.isDue(nowMs, subscriber.congested())) {
                pace.sent(nowMs);
                deliverAlone(List.of(fanout.messages().update(tick, false)));
            } else {
                merge(pace.keep(new Merged(tick)));
                fallBehind();
            }
        }
    }

    /** Sends what waits and may go now; true if nothing waits any more. */
    boolean flush(long nowMs) {
        boolean congested = subscriber.congested();
        List<Outbound> due = new ArrayList<>();
        if (waiting != null && !congested) {
            waiting.values().forEach(values -> due.add(fanout.messages().update(values)));
            waiting = null;
        }
        if (paced != null) {
            for (Pace pace : paced.values()) {
                Merged values = pace.due(nowMs, congested);
                if (values != null) {
                    pace.sent(nowMs);
                    due.add(fanout.messages().update(values));
                }
            }
        }
        if (!due.isEmpty()) {
            deliverAlone(due);
        }
        behind = waiting() > 0;
        return !behind;
    }

    /** Tells how symbols stand, at once: it is little, and says what the values that wait are worth. */
    void tell(List<Outbound> statuses) {
        Bundle bundle = Bundle.of(0, statuses);
        subscriber.deliver(bundle);
        bundle.release();
    }

    private void keep(QuoteTopic topic, Merged values) {
        if (waiting == null) {
            waiting = new LinkedHashMap<>();
        }
        Merged before = waiting.get(topic);
        if (before == null) {
            waiting.put(topic, values.copy());
            merge(values.count() - 1);
        } else {
            before.add(values);
            merge(values.count());
        }
        fallBehind();
    }

    private void fallBehind() {
        if (!behind) {
            behind = true;
            fanout.behind(this);
        }
    }

    private void deliverAlone(List<Outbound> updates) {
        List<Outbound> messages = batched ? List.of(fanout.messages().batch(updates)) : updates;
        Bundle bundle = Bundle.of(updates.size(), messages);
        deliver(bundle);
        bundle.release();
    }

    private void deliver(Bundle bundle) {
        if (subscriber.deliver(bundle)) {
            ledger.delivered(bundle.updates());
            fanout.ledger().delivered(bundle.updates());
        } else {
            drop(bundle.updates());
        }
    }

    private void merge(int count) {
        ledger.merged(count);
        fanout.ledger().merged(count);
    }

    private void drop(int count) {
        ledger.dropped(count);
        fanout.ledger().dropped(count);
    }

    /** The topics lose their seats, their paces and what waits of them. */
    private void leave(Collection<QuoteTopic> topics) {
        leaveSeats(topics);
        for (QuoteTopic topic : topics) {
            unpace(topic);
            forget(topic);
        }
    }

    private void leaveSeats(Collection<QuoteTopic> topics) {
        Set<QuoteTopic> kept = newest.topics();
        kept.removeAll(topics);
        newest.move(fanout, kept, batched);
        if (complete != null) {
            Set<QuoteTopic> keptAll = complete.topics();
            keptAll.removeAll(topics);
            complete.move(fanout, keptAll, batched);
        }
    }

    private void pace(QuoteTopic topic, Terms terms) {
        if (paced == null) {
            paced = new LinkedHashMap<>();
        }
        paced.put(topic, new Pace(terms));
        topic.add(this);
    }

    private void unpace(QuoteTopic topic) {
        Pace pace = paced == null ? null : paced.remove(topic);
        if (pace != null) {
            drop(pace.isPending() ? 1 : 0);
            topic.remove(this);
            paced = paced == null || paced.isEmpty() ? null : paced;
        }
    }

    private void forget(QuoteTopic topic) {
        if (waiting != null && waiting.remove(topic) != null) {
            drop(1);
            waiting = waiting.isEmpty() ? null : waiting;
        }
    }
}
