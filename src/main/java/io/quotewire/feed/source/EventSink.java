package io.quotewire.feed.source;

/** Takes what a {@link MessageParser} finds. Every message leads to at least one call. */
public interface EventSink {
    /**
     * A trade or a quote.
     *
     * @param event valid during this call only: the parser uses it again
     */
    void event(MarketEvent event);

    /**
     * Something that gives no event.
     *
     * @param reason why
     */
    void skipped(SkipReason reason);

    /**
     * The exchange speaks of the connection, not of prices. A sink that has no connection counts it.
     *
     * @param notice what it says
     */
    default void notice(ExchangeNotice notice) {
        skipped(notice.kind().reason());
    }

    /**
     * The exchange says whether it trades.
     *
     * @param symbol {@code BASE-QUOTE}; empty for all of its symbols
     * @param halted true if it does not
     */
    default void halted(String symbol, boolean halted) {}
}
