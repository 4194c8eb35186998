package io.quotewire.gateway.subscription;

import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;

/** Takes what is news of the market. Called on the event loop of the book. */
public interface QuoteListener {
    /**
     * A symbol has a newer value.
     *
     * @param topic the symbol's
     * @param tick the value
     */
    void onTick(QuoteTopic topic, Tick tick);

    /**
     * A symbol stands otherwise than before.
     *
     * @param topic the symbol's
     * @param status how
     */
    default void onStatus(QuoteTopic topic, SymbolStatus status) {}
}
