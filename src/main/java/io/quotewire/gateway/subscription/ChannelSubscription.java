package io.quotewire.gateway.subscription;

import io.quotewire.bus.ChannelExclusion;
import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelQuery;
import io.quotewire.gateway.protocol.Position;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber in one channel, until it is cancelled. Whoever lacks something gets it from the store, as fast as they take it, and
 * goes along with the others from then on. Confined to one event loop.
 */
public final class ChannelSubscription implements Subscription, Straggler {
    private static final int PAGE = 100;
    private static final int MAX_WAITING = 100;
    private static final long RETRY_MS = 1_000;
    private static final long PAUSE_MS = 200;

    private enum State {
        /** Goes along. */
        LIVE,
        /** Waits for an answer about what it lacks; what comes meanwhile waits too. */
        ASKING,
        /** Lacks something that is yet to be asked for. */
        BEHIND,
        /** Cancelled. */
        ENDED
    }

    private final ChannelLine line;
    private final ChannelMember member;
    private int place;
    private State state = State.ASKING;
    private Position position = new Position(null, 0);
    private @Nullable List<Announced> waiting;
    private boolean overflown;
    private boolean present;
    private long retryAtMs = Long.MIN_VALUE;

    ChannelSubscription(ChannelLine line, ChannelMember member, int place) {
        this.line = line;
        this.member = member;
        this.place = place;
    }

    /**
     * Where the channel stands, as far as anybody on this event loop has seen.
     *
     * @return the epoch is null before the first message
     */
    public ChannelHead at() {
        return line.at();
    }

    /**
     * Whether {@link #at} is what the store has said, or has announced since.
     *
     * @return false if nobody has asked yet
     */
    public boolean isKnown() {
        return line.isKnown();
    }

    /**
     * Whether it goes along with what is published.
     *
     * @return false while it waits to begin, lacks something, or has ended
     */
    public boolean isLive() {
        return state == State.LIVE;
    }

    /**
     * The store has said where the channel stands.
     *
     * @param store where
     */
    public void learn(ChannelHead store) {
        if (state != State.ENDED) {
            line.learn(store);
        }
    }

    /**
     * Which channel it is.
     *
     * @return its name
     */
    public String channel() {
        return line.name();
    }

    /**
     * Whether it is this one.
     *
     * @param name of a channel
     * @return true if so
     */
    public boolean isTo(String name) {
        return line.name().equals(name);
    }

    /**
     * Asks for what the subscriber has missed. What comes meanwhile is held back.
     *
     * @param since after which position
     * @return the first of it, for {@link #begin}; fails with a {@link io.quotewire.gateway.protocol.Refusal}
     */
    public Future<ChannelHistory> open(Position since) {
        state = State.ASKING;
        return line.channels().requests().history(ChannelQuery.after(channel(), since.epoch(), since.seq(), PAGE));
    }

    /**
     * Delivers what was missed, and goes on from there.
     *
     * @param missed what {@link #open} gave, or nothing and where the channel stands
     */
    public void begin(ChannelHistory missed) {
        if (state != State.ENDED) {
            enter();
            take(missed);
        }
    }

    /** Goes on from where the line is, with what was held back. */
    public void beginNow() {
        if (state == State.ASKING) {
            enter();
            state = State.LIVE;
            position = new Position(null, 0);
            List<Announced> held = held();
            held.forEach(this::offer);
        }
    }

    @Override
    public void cancel() {
        if (state != State.ENDED) {
            state = State.ENDED;
            waiting = null;
            line.remove(this, place);
            if (present) {
                line.channels().attendance().went(channel(), member);
            }
        }
    }

    /** Others may know of it once it is granted. */
    private void enter() {
        if (!present) {
            present = true;
            line.channels().attendance().came(channel(), member);
        }
    }

    void moved(int newPlace) {
        place = newPlace;
    }

    /** One more, in the line's order. */
    void offer(Announced one) {
        switch (state) {
            case LIVE -> {
                ChannelMessage message = one.message();
                if (message.seq() > position.seq() || !message.epoch().equals(position.epoch())) {
                    deliver(one);
                }
            }
            case ASKING -> {
                waiting = waiting == null ? new ArrayList<>() : waiting;
                if (waiting.size() < MAX_WAITING) {
                    waiting.add(one);
                } else {
                    overflown = true;
                }
            }
            case BEHIND, ENDED -> {
                // The store is asked for it, or nobody wants it.
            }
        }
    }

    @Override
    public void catchUp(long nowMs) {
        if (state != State.BEHIND || nowMs < retryAtMs || member.congestedPrivately()) {
            return;
        }
        if (!line.channels().begin(member)) {
            return;
        }
        open(position).onComplete(answer -> {
            line.channels().done(member);
            if (state != State.ASKING) {
                return;
            }
            if (answer.succeeded()) {
                take(answer.result());
            } else {
                retryAtMs = line.channels().nowMs() + RETRY_MS;
                held();
                stayBehind();
            }
        });
    }

    private void take(ChannelHistory missed) {
        ChannelHead store = missed.at();
        line.learn(store);
        for (ChannelMessage message : missed.messages()) {
            if (member.congestedPrivately()) {
                // The store keeps it as long as there is no room for it.
                position = new Position(store.epoch(), message.seq() - 1);
                held();
                stayBehind();
                return;
            }
            deliver(line.channels().encoded(message));
        }
        if (state == State.ENDED) {
            return;
        }
        position = new Position(store.epoch(), missed.seq());
        boolean lost = overflown;
        List<Announced> held = held();
        if (!store.kept()) {
            state = State.LIVE;
            line.channels().caughtUp(this);
            held.forEach(this::offer);
        } else if (missed.seq() < store.seq() || lost) {
            stayBehind();
        } else if (!follows(held)) {
            // The store itself may be behind what was announced, and stay so for a while.
            retryAtMs = line.channels().nowMs() + PAUSE_MS;
            stayBehind();
        } else {
            state = State.LIVE;
            line.channels().caughtUp(this);
        }
    }

    /** Delivers what was held back, as far as nothing is missing in it; false if something is, or others are further. */
    private boolean follows(List<Announced> held) {
        for (Announced one : held) {
            ChannelMessage message = one.message();
            boolean first = position.epoch() == null && message.seq() == 1;
            if (!first && !message.epoch().equals(position.epoch())) {
                return false;
            }
            if (message.seq() > position.seq() + 1) {
                return false;
            }
            if (message.seq() == position.seq() + 1) {
                position = new Position(message.epoch(), message.seq());
                deliver(one);
            }
        }
        ChannelHead at = line.at();
        return at.epoch() == null || (at.epoch().equals(position.epoch()) && at.seq() <= position.seq());
    }

    private void stayBehind() {
        if (state != State.ENDED) {
            state = State.BEHIND;
            line.channels().behind(this);
        }
    }

    private List<Announced> held() {
        List<Announced> held = waiting == null ? List.of() : waiting;
        waiting = null;
        overflown = false;
        return held;
    }

    private void deliver(Announced one) {
        ChannelExclusion exclude = one.message().exclude();
        if (state != State.ENDED && (exclude == null || !member.isLeftOut(exclude))) {
            member.deliver(one.encoded());
        }
    }
}
