package io.quotewire.bus;

import java.util.List;
import java.util.Map;

/**
 * Everything one feed verticle knows of some groups of symbols, or of all: what a gateway needs when it starts, when it begins
 * to hear a group, or when it has missed a batch. Immutable.
 *
 * @param publisher the feed verticle
 * @param epoch its epoch
 * @param sequences the groups that it tells of, and the last batch of each that is contained; 0 if there was none yet
 * @param digest the last {@link TickDigest} that is contained; 0 if there was none yet
 * @param newest the newest tick of each symbol of these groups
 * @param feeds the state of each of its feeds
 */
public record QuoteSnapshot(
        String publisher,
        long epoch,
        Map<Integer, Long> sequences,
        long digest,
        List<Tick> newest,
        List<FeedStatus> feeds) {
    /** Copies. */
    public QuoteSnapshot {
        sequences = Map.copyOf(sequences);
        newest = List.copyOf(newest);
        feeds = List.copyOf(feeds);
    }

    /**
     * Whether it tells of all groups.
     *
     * @return true unless only some were asked for
     */
    public boolean isFull() {
        return sequences.size() == TickGroup.COUNT;
    }
}
