package io.quotewire.bus;

import java.util.Locale;

/** How far a symbol's value can be trusted. */
public enum SymbolState {
    /** Prices flow. */
    LIVE,
    /** Nothing has come for a while, or its feed is not connected. */
    STALE,
    /** The feed's stream is down: it is polled. */
    FALLBACK,
    /** The exchange does not trade it at present. */
    HALTED;

    /**
     * The name on the wire.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
