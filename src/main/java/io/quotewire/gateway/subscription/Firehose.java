package io.quotewire.gateway.subscription;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Merged;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every symbol to everybody who asks for all: one frame an interval, encoded once, with only what changed. Who joins gets
 * all values with the next frame; who cannot keep up gets, when it can again, the newest value of all that changed
 * meanwhile, never a backlog. Confined to one event loop.
 *
 * <p>A frame goes to many in steps, with a moment between them: the loop has other work too, and what readers have not yet
 * taken stays small enough for the processor's caches, which makes sending cheaper by a fifth. If that takes longer than the
 * interval, the interval is longer.
 *
 * <p>The first frame does not wait until all groups of symbols are heard. What the book has is a second old at most, and whoever
 * takes conflated frames has no sequence that could be broken: what is newer follows in the next frame.
 */
public final class Firehose {
    private static final class Member {
        private final Subscriber subscriber;
        private final Ledger ledger = new Ledger();
        private boolean fresh = true;
        private boolean left;
        private @Nullable Map<QuoteTopic, Merged> behind;

        private Member(Subscriber subscriber) {
            this.subscriber = subscriber;
        }
    }

    /** What goes to several members: one message, and how many values gave way to those in it. */
    private record Frame(Bundle bundle, int merged) {}

    /** A frame on its way to everybody. */
    private static final class Round {
        private final Map<QuoteTopic, Merged> interval;
        private int next;
        /** What is new and what there is, made for the first who gets it. */
        private @Nullable Frame common;

        private @Nullable Frame full;

        private Round(Map<QuoteTopic, Merged> interval) {
            this.interval = interval;
        }
    }

    private static final int MEMBERS_A_STEP = 128;

    /** So that the pauses of a round do not add up to much, however many members there are. */
    private static final int MAX_STEPS = 64;

    private final Messages messages;
    private final QuoteBook book;
    private final Consumer<Runnable> pause;
    private final Map<Subscriber, Member> members = new HashMap<>();
    /** The same, to be walked through: whoever leaves meanwhile keeps its place until the end. */
    private final List<Member> walk = new ArrayList<>();

    private boolean gaps;
    private @Nullable Round round;
    private boolean stepping;
    private final List<QuoteTopic> changed = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    /**
     * Nobody listens yet.
     *
     * @param messages encodes
     * @param book knows every symbol
     * @param pause runs what it is given a moment later, on the same loop; not after the last member has left
     */
    public Firehose(Messages messages, QuoteBook book, Consumer<Runnable> pause) {
        this.messages = messages;
        this.book = book;
        this.pause = pause;
    }

    /**
     * Somebody wants all.
     *
     * @param subscriber who
     */
    public void join(Subscriber subscriber) {
        if (members.isEmpty()) {
            book.groups().forEach(group -> group.want(1));
        }
        Member member = new Member(subscriber);
        if (members.putIfAbsent(subscriber, member) == null) {
            walk.add(member);
        }
    }

    /**
     * Somebody wants it no more; of no effect if they never did.
     *
     * @param subscriber who
     */
    public void leave(Subscriber subscriber) {
        Member member = members.remove(subscriber);
        if (member == null) {
            return;
        }
        member.left = true;
        gaps = true;
        if (member.behind != null) {
            merge(member, replaced(member.behind.values()));
            drop(member, member.behind.size());
        }
        if (members.isEmpty()) {
            book.groups().forEach(group -> group.want(-1));
            if (!stepping) {
                endRound();
            }
        }
    }

    /**
     * How many listen.
     *
     * @return a count
     */
    public int members() {
        return members.size();
    }

    /**
     * What became of a member's values since its first frame.
     *
     * @param subscriber who
     * @return null if it is none
     */
    public @Nullable Ledger ledger(Subscriber subscriber) {
        Member member = members.get(subscriber);
        return member == null ? null : member.ledger;
    }

    /**
     * What became of the values of all, also of those who have left.
     *
     * @return the firehose's own
     */
    public Ledger ledger() {
        return ledger;
    }

    /**
     * Notes a tick for the next frame.
     *
     * @param topic the symbol's
     * @param tick its newest value
     */
    public void note(QuoteTopic topic, Tick tick) {
        if (!members.isEmpty() && topic.addToInterval(tick)) {
            changed.add(topic);
        }
    }

    /**
     * Tells everybody how symbols stand.
     *
     * @param statuses messages, at least one
     */
    void tell(List<Outbound> statuses) {
        if (!members.isEmpty()) {
            Bundle bundle = Bundle.of(0, statuses);
            List.copyOf(members.keySet()).forEach(subscriber -> subscriber.deliver(bundle));
            bundle.release();
        }
    }

    /** Ends the interval and sends the frame, unless the one before is still being sent. */
    public void flush() {
        if (round != null) {
            return;
        }
        Map<QuoteTopic, Merged> interval = new LinkedHashMap<>();
        for (QuoteTopic topic : changed) {
            Merged merged = topic.takeInterval();
            if (merged != null) {
                interval.put(topic, merged);
            }
        }
        changed.clear();
        round = new Round(interval);
        step();
    }

    private void step() {
        Round current = round;
        if (current == null) {
            return;
        }
        int end = current.next + Math.max(MEMBERS_A_STEP, walk.size() / MAX_STEPS);
        stepping = true;
        try {
            while (current.next < end && current.next < walk.size()) {
                Member member = walk.get(current.next++);
                if (!member.left) {
                    serve(member, current);
                }
            }
        } finally {
            stepping = false;
            if (current.next >= walk.size() || members.isEmpty()) {
                endRound();
            } else {
                pause.accept(this::step);
            }
        }
    }

    private void endRound() {
        if (round != null) {
            release(round.common);
            release(round.full);
            round = null;
        }
        if (gaps) {
            gaps = false;
            walk.removeIf(member -> member.left);
        }
    }

    private void serve(Member member, Round current) {
        if (member.subscriber.congested()) {
            fallBehind(member, current.interval);
        } else if (member.fresh) {
            current.full = current.full == null ? everything() : current.full;
            deliverFirst(member, current.full);
        } else if (member.behind != null) {
            catchUp(member, current.interval);
        } else if (!current.interval.isEmpty()) {
            current.common = current.common == null ? frame(current.interval.values()) : current.common;
            deliver(member, current.common);
        }
    }

    private static void deliverFirst(Member member, @Nullable Frame full) {
        if (full != null) {
            member.fresh = false;
            member.subscriber.deliver(full.bundle());
        }
    }

    private void deliver(Member member, Frame frame) {
        merge(member, frame.merged());
        if (member.subscriber.deliver(frame.bundle())) {
            member.ledger.delivered(frame.bundle().updates());
            ledger.delivered(frame.bundle().updates());
        } else {
            drop(member, frame.bundle().updates());
        }
    }

    private void merge(Member member, int count) {
        member.ledger.merged(count);
        ledger.merged(count);
    }

    private void drop(Member member, int count) {
        member.ledger.dropped(count);
        ledger.dropped(count);
    }

    private Frame frame(Collection<Merged> values) {
        return new Frame(Bundle.of(values.size(), List.of(messages.priceUpdate(values))), replaced(values));
    }

    /** How many values have given way to these. */
    private static int replaced(Collection<Merged> values) {
        int replaced = 0;
        for (Merged value : values) {
            replaced += value.count() - 1;
        }
        return replaced;
    }

    private static void release(@Nullable Frame frame) {
        if (frame != null) {
            frame.bundle().release();
        }
    }

    private static void fallBehind(Member member, Map<QuoteTopic, Merged> interval) {
        if (member.fresh || interval.isEmpty()) {
            return;
        }
        if (member.behind == null) {
            member.behind = new LinkedHashMap<>();
        }
        for (Map.Entry<QuoteTopic, Merged> entry : interval.entrySet()) {
            Merged before = member.behind.get(entry.getKey());
            if (before == null) {
                before = entry.getValue().copy();
                member.behind.put(entry.getKey(), before);
            } else {
                before.add(entry.getValue());
            }
        }
    }

    private void catchUp(Member member, Map<QuoteTopic, Merged> interval) {
        fallBehind(member, interval);
        Map<QuoteTopic, Merged> missed = member.behind;
        member.behind = null;
        if (missed != null) {
            Frame own = frame(missed.values());
            deliver(member, own);
            release(own);
        }
    }

    private @Nullable Frame everything() {
        if (!book.hasPrices()) {
            return null;
        }
        List<Merged> all = new ArrayList<>();
        for (QuoteTopic topic : book.topics()) {
            Tick newest = topic.newest();
            if (newest != null) {
                all.add(new Merged(newest));
            }
        }
        return all.isEmpty() ? null : frame(all);
    }
}
