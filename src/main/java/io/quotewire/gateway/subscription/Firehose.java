package io.quotewire.gateway.subscription;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Merged;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every symbol to everybody who asks for all: one frame an interval, encoded once, with only what changed. Who joins gets
 * all values with the next frame; who cannot keep up gets, when it can again, the newest value of all that changed
 * meanwhile, never a backlog. Confined to one event loop.
 */
public final class Firehose {
    private static final class Member {
        private final Subscriber subscriber;
        private boolean fresh = true;
        private @Nullable Map<QuoteTopic, Merged> behind;

        private Member(Subscriber subscriber) {
            this.subscriber = subscriber;
        }
    }

    private final Messages messages;
    private final QuoteBook book;
    private final Map<Subscriber, Member> members = new LinkedHashMap<>();
    private final List<QuoteTopic> changed = new ArrayList<>();

    /**
     * Nobody listens yet.
     *
     * @param messages encodes
     * @param book knows every symbol
     */
    public Firehose(Messages messages, QuoteBook book) {
        this.messages = messages;
        this.book = book;
    }

    /**
     * Somebody wants all.
     *
     * @param subscriber who
     */
    public void join(Subscriber subscriber) {
        members.put(subscriber, new Member(subscriber));
    }

    /**
     * Somebody wants it no more; of no effect if they never did.
     *
     * @param subscriber who
     */
    public void leave(Subscriber subscriber) {
        members.remove(subscriber);
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

    /** Ends the interval: sends the frame. */
    public void flush() {
        Map<QuoteTopic, Merged> interval = new LinkedHashMap<>();
        for (QuoteTopic topic : changed) {
            Merged merged = topic.takeInterval();
            if (merged != null) {
                interval.put(topic, merged);
            }
        }
        changed.clear();
        Outbound common = null;
        Outbound full = null;
        for (Member member : List.copyOf(members.values())) {
            if (member.subscriber.congested()) {
                fallBehind(member, interval);
            } else if (member.fresh) {
                full = full == null ? everything() : full;
                deliverFirst(member, full);
            } else if (member.behind != null) {
                catchUp(member, interval);
            } else if (!interval.isEmpty()) {
                common = common == null ? messages.priceUpdate(interval.values()) : common;
                member.subscriber.deliver(common);
            }
        }
    }

    private static void deliverFirst(Member member, @Nullable Outbound full) {
        if (full != null) {
            member.fresh = false;
            member.subscriber.deliver(full);
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
            member.subscriber.deliver(messages.priceUpdate(missed.values()));
        }
    }

    private @Nullable Outbound everything() {
        List<Merged> all = new ArrayList<>();
        for (QuoteTopic topic : book.topics()) {
            Tick newest = topic.newest();
            if (newest != null) {
                all.add(new Merged(newest));
            }
        }
        return all.isEmpty() ? null : messages.priceUpdate(all);
    }
}
