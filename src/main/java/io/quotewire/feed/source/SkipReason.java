package io.quotewire.feed.source;

import java.util.Locale;

/** Why something a source received gave no tick: the closed set of values of the metric's tag {@code reason}. */
public enum SkipReason {
    /** A whole order book. */
    SNAPSHOT,
    /** A change of an order book (Coinbase). */
    L2UPDATE,
    /** A change or the top of an order book (Binance). */
    DEPTH,
    /** A sign of life. */
    HEARTBEAT,
    /** An answer to a subscription. */
    SUBSCRIPTIONS,
    /** A valid message of a kind that is not taken. */
    OTHER_KIND,
    /** The exchange reported an error. */
    EXCHANGE_ERROR,
    /** Not JSON, cut off, or not in the exchange's form. */
    MALFORMED,
    /** Longer than a message may be. */
    OVERSIZED,
    /** No price, or one that is zero, negative, not a plain decimal or over 40 digits. */
    BAD_PRICE,
    /** Such a bid or ask beside a good price: only it was dropped. */
    BAD_QUOTE,
    /** The product's name cannot be made a symbol. */
    BAD_SYMBOL,
    /** A lower sequence number than one already seen. */
    LATE,
    /** Another feed of this node owns the symbol. */
    OTHER_FEED,
    /** One symbol too many. */
    TOO_MANY_SYMBOLS;

    /**
     * The tag's value.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
