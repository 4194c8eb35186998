package io.quotewire.gateway.subscription;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.gateway.protocol.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One channel that somebody on this event loop is subscribed to. If it is kept, the line has come to one position, and so have all
 * members who are not catching up; what does not follow on directly waits a moment for what is missing, which is then asked of the
 * store, page by page. If it is not kept, everything is passed on as it comes. Confined to one event loop.
 */
final class ChannelLine implements Straggler {
    private static final int PAGE = 100;
    private static final int MAX_AHEAD = 100;
    private static final long RETRY_MS = 1_000;

    /** What is known of it: nothing at first, since nobody waits for that who comes unasked. */
    private enum Kind {
        UNKNOWN,
        KEPT,
        PASSED_ON
    }

    private final Channels channels;
    private final String name;
    private final List<ChannelSubscription> members = new ArrayList<>(1);
    private Kind kind = Kind.UNKNOWN;
    private Position position = new Position(null, 0);
    private @Nullable TreeMap<Long, Announced> ahead;
    private long head;
    private long headWhenAsked;
    private boolean renumbered;
    private boolean asking;
    private long retryAtMs = Long.MIN_VALUE;

    ChannelLine(Channels channels, String name) {
        this.channels = channels;
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean isKnown() {
        return kind != Kind.UNKNOWN;
    }

    /** Where it stands, as far as anybody here has seen. */
    ChannelHead at() {
        return new ChannelHead(position.epoch(), position.seq(), kind == Kind.KEPT);
    }

    /** Whether the store can have more of it. */
    boolean mayBeBehind() {
        return kind != Kind.PASSED_ON;
    }

    Channels channels() {
        return channels;
    }

    ChannelSubscription add(ChannelMember member) {
        ChannelSubscription subscription = new ChannelSubscription(this, member, members.size());
        members.add(subscription);
        return subscription;
    }

    /** The last takes the place of the one that leaves. */
    void remove(ChannelSubscription leaving, int place) {
        ChannelSubscription last = members.remove(members.size() - 1);
        if (place < members.size()) {
            members.set(place, last);
            last.moved(place);
        }
        channels.left(this, leaving);
    }

    /** One was published. */
    void announced(Announced one) {
        ChannelMessage message = one.message();
        if (!message.kept() || kind == Kind.UNKNOWN) {
            kind = message.kept() ? kind : Kind.PASSED_ON;
            passOn(one);
            return;
        }
        kind = Kind.KEPT;
        if (position.epoch() == null && position.seq() == 0) {
            position = new Position(message.epoch(), 0);
        }
        if (!message.epoch().equals(position.epoch())) {
            renumbered = true;
            channels.behind(this);
        } else if (message.seq() == position.seq() + 1 && !asking) {
            deliver(one);
            goOn();
        } else if (message.seq() > position.seq()) {
            head = Math.max(head, message.seq());
            wait(one);
            channels.behind(this);
        }
    }

    /** What comes before it may come yet; more than a few are cheaper to ask for. */
    private void wait(Announced one) {
        ahead = ahead == null ? new TreeMap<>() : ahead;
        if (ahead.size() < MAX_AHEAD) {
            ahead.put(one.message().seq(), one);
        }
    }

    private void passOn(Announced one) {
        ChannelMessage message = one.message();
        boolean newer = !message.epoch().equals(position.epoch()) || message.seq() > position.seq();
        if (newer) {
            position = new Position(message.epoch(), message.seq());
        }
        offer(one);
    }

    private void deliver(Announced one) {
        position = new Position(one.message().epoch(), one.message().seq());
        offer(one);
    }

    /** A delivery may end a subscriber. */
    private void offer(Announced one) {
        for (ChannelSubscription member : List.copyOf(members)) {
            member.offer(one);
        }
    }

    /** Delivers of what has waited whatever follows on now. */
    private void goOn() {
        while (ahead != null) {
            Map.Entry<Long, Announced> first = ahead.firstEntry();
            if (first == null) {
                ahead = null;
            } else if (first.getKey() > position.seq() + 1) {
                break;
            } else {
                ahead.remove(first.getKey());
                if (first.getKey() == position.seq() + 1) {
                    deliver(first.getValue());
                }
            }
        }
        if (ahead == null && head <= position.seq() && !renumbered) {
            channels.caughtUp(this);
        }
    }

    /** The store has come so far, and keeps it or not. */
    void learn(ChannelHead store) {
        channels.known(name);
        if (!store.kept()) {
            if (position.epoch() == null) {
                position = new Position(store.epoch(), store.seq());
            }
            kind = Kind.PASSED_ON;
            return;
        }
        boolean first = kind != Kind.KEPT;
        kind = Kind.KEPT;
        if (first && position.epoch() == null) {
            position = new Position(store.epoch(), store.seq());
        } else if (store.epoch() != null) {
            shouldBe(store.epoch(), store.seq());
        }
    }

    private void shouldBe(String epoch, long seq) {
        boolean empty = position.epoch() == null && position.seq() == 0;
        if (empty || epoch.equals(position.epoch())) {
            head = Math.max(head, seq);
        } else {
            renumbered = true;
        }
        if (renumbered || head > position.seq()) {
            channels.behind(this);
        }
    }

    @Override
    public void catchUp(long nowMs) {
        if (asking || nowMs < retryAtMs) {
            return;
        }
        asking = true;
        headWhenAsked = head;
        renumbered = false;
        channels.requests()
                .history(ChannelQuery.after(name, position.epoch(), position.seq(), PAGE))
                .onComplete(answer -> {
                    asking = false;
                    if (answer.succeeded()) {
                        take(answer.result());
                    } else {
                        retryAtMs = channels.nowMs() + RETRY_MS;
                        goOn();
                    }
                });
    }

    private void take(ChannelHistory missed) {
        ChannelHead store = missed.at();
        if (!store.kept() || store.epoch() == null) {
            ahead = null;
            head = 0;
            channels.caughtUp(this);
            return;
        }
        if (position.epoch() != null && !store.epoch().equals(position.epoch())) {
            ahead = null;
            head = store.seq();
        }
        missed.messages().forEach(message -> deliver(channels.encoded(message)));
        position = new Position(store.epoch(), missed.seq());
        boolean everything = missed.seq() == store.seq();
        if (everything && head <= headWhenAsked) {
            // What was announced and the store does not know of was never kept.
            ahead = null;
            head = position.seq();
        } else {
            head = Math.max(head, store.seq());
        }
        goOn();
    }
}
