package io.quotewire.gateway.subscription;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * All lanes that want exactly the same: what comes in one turn is put together once for all of them. Confined to one event
 * loop.
 *
 * <p>A delivery may end a lane while all are being walked through: it keeps its seat until the walk is over.
 */
final class Audience {
    private final Interest interest;
    private final List<Seat> seats = new ArrayList<>(1);
    private final List<QuoteTopic> touched = new ArrayList<>(1);
    private boolean walking;
    private boolean gaps;

    Audience(Interest interest) {
        this.interest = interest;
    }

    Interest interest() {
        return interest;
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    int size() {
        return seats.size();
    }

    /** Takes one in; its place is to be kept for {@link #leave}. */
    int join(Seat seat) {
        seats.add(seat);
        return seats.size() - 1;
    }

    /** The last takes the place of the one that leaves. */
    void leave(int place) {
        if (walking) {
            gaps = true;
            return;
        }
        Seat last = seats.remove(seats.size() - 1);
        if (place < seats.size()) {
            seats.set(place, last);
            last.moved(place);
        }
    }

    /** Adds those who are in it to a collection. */
    void addLanes(Collection<PriceLane> lanes) {
        for (Seat seat : seats) {
            if (seat.isIn(this)) {
                lanes.add(seat.lane());
            }
        }
    }

    /** One of its topics has something new in this turn; true for the first. */
    boolean touch(QuoteTopic topic) {
        touched.add(topic);
        return touched.size() == 1;
    }

    /**
     * Gives every lane what its topics have brought in this turn.
     *
     * @param messages encodes
     * @param behind whether one value of each topic has to do for those who want the newest
     */
    void deliver(Messages messages, boolean behind) {
        Bundle bundle = bundle(messages, behind && interest.mode() == Mode.LATEST);
        int values = 0;
        for (int i = 0; i < touched.size(); i++) {
            values += touched.get(i).turn().size();
        }
        walking = true;
        try {
            for (int i = 0; i < seats.size(); i++) {
                Seat seat = seats.get(i);
                if (seat.isIn(this)) {
                    seat.lane().offer(bundle, values - bundle.updates(), interest.mode(), touched);
                }
            }
        } finally {
            walking = false;
            bundle.release();
        }
        if (gaps) {
            gaps = false;
            close();
        }
    }

    /** Forgets what its topics have brought. */
    void endTurn() {
        touched.clear();
    }

    private void close() {
        seats.removeIf(seat -> !seat.isIn(this));
        for (int i = 0; i < seats.size(); i++) {
            seats.get(i).moved(i);
        }
    }

    private Bundle bundle(Messages messages, boolean merged) {
        List<Bundle> parts = new ArrayList<>(touched.size());
        for (int i = 0; i < touched.size(); i++) {
            QuoteTopic topic = touched.get(i);
            parts.add(merged ? topic.mergedBundle(messages) : topic.bundle(messages));
        }
        Bundle all = Bundle.joining(parts);
        return interest.batched() ? inOne(all, messages) : all;
    }

    private static Bundle inOne(Bundle all, Messages messages) {
        List<Outbound> one = List.of(messages.batch(all.messages()));
        return Bundle.of(all.updates(), one);
    }
}
