package io.quotewire.feed.quality;

import io.quotewire.bus.Tick;
import io.quotewire.feed.source.SkipReason;

/** Takes what became of an event. */
public interface QuoteSink {
    /**
     * It changed what is shown of the symbol.
     *
     * @param tick the whole new state
     */
    void tick(Tick tick);

    /**
     * It was held back, or a part of it was.
     *
     * @param reason why
     */
    void heldBack(SkipReason reason);

    /**
     * Trades are missing before it.
     *
     * @param missing how many, by the exchange's numbers
     */
    default void gap(long missing) {}

    /**
     * A symbol was seen that nobody had configured.
     *
     * @param symbol the symbol
     */
    void appeared(String symbol);
}
