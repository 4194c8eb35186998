package io.quotewire.bus;

import java.util.List;

/**
 * How one symbol stands. Immutable.
 *
 * @param symbol {@code BASE-QUOTE}
 * @param state how far its value can be trusted
 * @param source what its newest tick carries as {@code source}, or its next one would
 * @param sinceMs since when, epoch milliseconds
 * @param computed which fields of its ticks the feed computes over a rolling window, because its source does not give them
 */
public record SymbolStatus(String symbol, SymbolState state, String source, long sinceMs, List<String> computed) {
    /** Copies the list. */
    public SymbolStatus {
        computed = List.copyOf(computed);
    }

    /**
     * Of a symbol of which nothing is computed.
     *
     * @param symbol {@code BASE-QUOTE}
     * @param state how far its value can be trusted
     * @param source what its newest tick carries as {@code source}, or its next one would
     * @param sinceMs since when, epoch milliseconds
     */
    public SymbolStatus(String symbol, SymbolState state, String source, long sinceMs) {
        this(symbol, state, source, sinceMs, List.of());
    }

    /**
     * Whether another says the same but for the time since when.
     *
     * @param other of the same symbol
     * @return true if clients need not be told
     */
    public boolean saysTheSame(SymbolStatus other) {
        return state == other.state && source.equals(other.source) && computed.equals(other.computed);
    }

    /**
     * Whether there is nothing that a client would not take for granted.
     *
     * @return true for a live value of which nothing is computed
     */
    public boolean isPlain() {
        return state == SymbolState.LIVE && computed.isEmpty();
    }
}
