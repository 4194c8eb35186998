package io.quotewire.feed.source;

import org.jspecify.annotations.Nullable;

/**
 * One trade or quote as an exchange gave it, before anything was checked.
 *
 * <p>A plain structure that its maker fills again and again, so that the fast path makes no garbage: it is valid during
 * {@link EventSink#event} only. All values are text, digit for digit as written. Not thread-safe.
 */
public final class MarketEvent {
    /** The {@link #sequence} of an event that the exchange does not number. */
    public static final long UNNUMBERED = -1;

    /** What happened; trades and quotes are numbered apart. */
    public enum Kind {
        /** A trade, or a summary that names the last one: {@link #price} must be there. */
        TRADE,
        /** The best bid or ask changed: one of them must be there. */
        QUOTE,
        /**
         * The state of the market beside numbered trades or quotes that come too: {@link #price} must be there. Where these
         * are known they say more, and only the 24 h figures are taken.
         */
        SUMMARY
    }

    /** What happened. */
    public Kind kind = Kind.TRADE;

    /** {@code BASE-QUOTE}. */
    public String symbol = "";

    /** The exchange's number within this symbol and kind: never falls, may repeat. */
    public long sequence = UNNUMBERED;

    /**
     * The trade's own number where the exchange numbers a symbol's trades one by one, and the message is about one trade
     * alone: a higher one than the next shows a loss, one that was there before a repetition.
     */
    public long tradeId = UNNUMBERED;

    /** Whether it was asked for over REST, not sent by a stream: it may say what was said before. */
    public boolean polled;

    /** The trade's price. */
    public @Nullable String price;

    /** The trade's size. */
    public @Nullable String size;

    /** What the taker did: {@code buy} or {@code sell}. */
    public @Nullable String side;

    /** Best bid. */
    public @Nullable String bid;

    /** Best ask. */
    public @Nullable String ask;

    /** Traded in 24 hours. */
    public @Nullable String volume;

    /** The price 24 hours ago. */
    public @Nullable String open;

    /** Change of the price in 24 hours, where the exchange computes it. */
    public @Nullable String change;

    /** The same in per cent. */
    public @Nullable String changePercent;

    /** The exchange's time of the trade, as written. */
    public @Nullable String time;

    /** Forgets everything. */
    public void clear() {
        kind = Kind.TRADE;
        symbol = "";
        sequence = UNNUMBERED;
        tradeId = UNNUMBERED;
        polled = false;
        price = null;
        size = null;
        side = null;
        bid = null;
        ask = null;
        volume = null;
        open = null;
        change = null;
        changePercent = null;
        time = null;
    }

    /**
     * The same once more, to be kept.
     *
     * @return a new event
     */
    public MarketEvent copy() {
        MarketEvent copy = new MarketEvent();
        copy.kind = kind;
        copy.symbol = symbol;
        copy.sequence = sequence;
        copy.tradeId = tradeId;
        copy.polled = polled;
        copy.price = price;
        copy.size = size;
        copy.side = side;
        copy.bid = bid;
        copy.ask = ask;
        copy.volume = volume;
        copy.open = open;
        copy.change = change;
        copy.changePercent = changePercent;
        copy.time = time;
        return copy;
    }
}
