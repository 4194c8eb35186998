package io.quotewire.bus;

import java.util.List;

/**
 * How symbols stand at one feed verticle: what has changed, or all. Those whose feed this verticle does not run at present are
 * not among them. Immutable.
 *
 * @param publisher the feed verticle
 * @param epoch its epoch
 * @param number counts those with changes under this epoch, from 1; one without changes has that of the last before it. A jump
 *     means that some were lost
 * @param full whether it holds all symbols, not only what has changed
 * @param symbols them
 */
public record SymbolStatuses(String publisher, long epoch, long number, boolean full, List<SymbolStatus> symbols) {
    /** Copies the list. */
    public SymbolStatuses {
        symbols = List.copyOf(symbols);
    }
}
