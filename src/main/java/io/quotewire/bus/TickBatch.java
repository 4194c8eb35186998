package io.quotewire.bus;

import java.util.List;

/**
 * The ticks that one event-loop turn of one feed verticle has brought in one group of symbols, in the order in which they
 * happened. One without ticks says no more than how far the numbering has come; it is part of the answer to a hello that names
 * the group, and shows the asker that batches reach it. Immutable.
 *
 * @param publisher who publishes: one feed verticle's id, unique in the cluster
 * @param epoch changes when the publisher's numbering starts anew; also the epoch of its symbols' {@code seq}
 * @param group the symbols' {@link TickGroup}
 * @param sequence counts the publisher's batches of this group under this epoch, from 1; a jump means that batches were lost.
 *     One without ticks carries the number of the one before it
 * @param ticks those of the group
 */
public record TickBatch(String publisher, long epoch, int group, long sequence, List<Tick> ticks) {
    /** Copies the list. */
    public TickBatch {
        ticks = List.copyOf(ticks);
    }
}
