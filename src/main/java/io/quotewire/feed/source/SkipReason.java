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
    /** A trade that was there already. */
    DUPLICATE,
    /** A price too far from the one before, which nothing has confirmed yet. */
    JUMP,
    /** An answer to a poll that says what is known. */
    UNCHANGED,
    /** A quote, before it is known whether the price that a feed was taken over with is still the last one. */
    UNCONFIRMED,
    /** Another feed of this node gives the symbol: it owns it, or the arbitration prefers it. */
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
