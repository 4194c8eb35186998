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
        QUOTE
    }

    /** What happened. */
    public Kind kind = Kind.TRADE;

    /** {@code BASE-QUOTE}. */
    public String symbol = "";

    /** The exchange's number within this symbol and kind: never falls, may repeat. */
    public long sequence = UNNUMBERED;

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
}
