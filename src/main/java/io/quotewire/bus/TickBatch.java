package io.quotewire.bus;

import java.util.List;

/**
 * The ticks of one event-loop turn of one feed verticle, in the order in which they happened. Immutable.
 *
 * @param publisher who publishes: one feed verticle's id, unique in the cluster
 * @param epoch changes when the publisher's numbering starts anew; also the epoch of its symbols' {@code seq}
 * @param sequence counts the publisher's batches under this epoch, from 1; a jump means that batches were lost
 * @param ticks at least one
 */
public record TickBatch(String publisher, long epoch, long sequence, List<Tick> ticks) {
    /** Copies the list. */
    public TickBatch {
        ticks = List.copyOf(ticks);
    }
}
