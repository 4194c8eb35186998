package io.quotewire.bus;

/**
 * How one symbol stands. Immutable.
 *
 * @param symbol {@code BASE-QUOTE}
 * @param state how far its value can be trusted
 * @param source what its newest tick carries as {@code source}, or its next one would
 * @param sinceMs since when, epoch milliseconds
 */
public record SymbolStatus(String symbol, SymbolState state, String source, long sinceMs) {}
