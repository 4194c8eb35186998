package io.quotewire.bus;

import java.util.List;

/**
 * Everything one feed verticle knows: what a gateway needs when it starts, or when it has missed a batch. Immutable.
 *
 * @param publisher the feed verticle
 * @param epoch its epoch
 * @param sequence the last batch that is contained
 * @param newest each symbol's newest tick
 * @param feeds the state of each of its feeds
 */
public record QuoteSnapshot(String publisher, long epoch, long sequence, List<Tick> newest, List<FeedStatus> feeds) {
    /** Copies the lists. */
    public QuoteSnapshot {
        newest = List.copyOf(newest);
        feeds = List.copyOf(feeds);
    }
}
