package io.quotewire.gateway.subscription;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One group of symbols on one event loop: whether anybody there wants one of them, whether the group's batches are heard, and
 * how far. Confined to that loop.
 */
public final class MarketGroup {
    /** What may become of a group: {@code CLOSED → OPENING → LIVE → CLOSED}, or {@code OPENING → CLOSED}. */
    private enum State {
        /** Nobody listens to it: its values come from digests, about a second old. */
        CLOSED,
        /** Somebody listens, but it is not known whether values are missing. */
        OPENING,
        /** Every value comes as it is published. */
        LIVE
    }

    private final int number;
    private final Map<String, Track> tracks = new HashMap<>();
    private State state = State.CLOSED;
    private final List<String> newlyWanted = new ArrayList<>();
    private int wants;

    MarketGroup(int number) {
        this.number = number;
    }

    /**
     * Which it is.
     *
     * @return the number in the bus contract
     */
    public int number() {
        return number;
    }

    /**
     * Whether every value comes as it is published.
     *
     * @return true from when it was opened and nothing is known to be missing, or nothing more is waited for
     */
    public boolean isLive() {
        return state == State.LIVE;
    }

    /**
     * Whether nobody listens to it.
     *
     * @return false from when it begins to be opened
     */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /**
     * Whether somebody wants one of its symbols.
     *
     * @return true while anybody does
     */
    public boolean isWanted() {
        return wants > 0;
    }

    /** Somebody listens from now on; of a closed group. */
    public void open() {
        move(State.CLOSED, State.OPENING);
    }

    /** Nothing more is waited for; of a group that is being opened. */
    public void goLive() {
        move(State.OPENING, State.LIVE);
    }

    /** Nobody listens any more; of an open group. How far it was heard is forgotten: it says nothing about the next time. */
    public void close() {
        if (isClosed()) {
            throw new IllegalStateException("group " + number + " is closed");
        }
        state = State.CLOSED;
        tracks.clear();
    }

    private void move(State from, State next) {
        if (state != from) {
            throw new IllegalStateException("group " + number + " cannot become " + next + " from " + state);
        }
        state = next;
    }

    /** Somebody wants something of it, or, with a negative number, wants it no more. */
    void want(int more) {
        wants += more;
    }

    /** Somebody wants this symbol, which nobody wanted before. */
    void begin(String symbol) {
        newlyWanted.add(symbol);
    }

    /**
     * The symbols that somebody has begun to want since this was asked for the last time.
     *
     * @return a list that is the caller's
     */
    public List<String> takeNewlyWanted() {
        if (newlyWanted.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(newlyWanted);
        newlyWanted.clear();
        return taken;
    }

    /** How far a publisher was heard; only to be kept while the group is open. */
    Track track(String publisher, long epoch) {
        Track known = tracks.get(publisher);
        if (known == null || !known.isUnder(epoch)) {
            known = new Track(epoch);
            tracks.put(publisher, known);
        }
        return known;
    }

    /** Whether nothing is missing of what a publisher has sent. */
    boolean hears(String publisher) {
        Track track = tracks.get(publisher);
        return track != null && track.isComplete();
    }

    /** Whether nothing is missing of what those have sent who have been heard at all. */
    boolean hearsAll(Predicate<String> ofPublishers) {
        for (Map.Entry<String, Track> entry : tracks.entrySet()) {
            if (!entry.getValue().isComplete() && ofPublishers.test(entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** Gives up what has been sent and has not come; how many batches. To be called about every second. */
    long settle() {
        long missed = 0;
        for (Track track : tracks.values()) {
            missed += track.settle();
        }
        return missed;
    }

    /** Forgets publishers. */
    void forget(Predicate<String> publishers) {
        tracks.keySet().removeIf(publishers);
    }
}
