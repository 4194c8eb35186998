package io.quotewire.bus;

import java.util.List;
import java.util.Map;

/**
 * What has changed in about a second at one feed verticle, for everybody: so that those who hear no group have values that are
 * not old, and those who hear one notice that its last batch was lost. Immutable.
 *
 * @param publisher the feed verticle
 * @param epoch its epoch
 * @param number counts its digests under this epoch, from 1; a jump means that digests were lost
 * @param sequences the last batch of each group that is contained; 0 if there was none yet
 * @param newest the newest tick of each symbol that has changed since the digest before
 */
public record TickDigest(String publisher, long epoch, long number, Map<Integer, Long> sequences, List<Tick> newest) {
    /** How often one is published, milliseconds, while anything changes. */
    public static final long INTERVAL_MS = 1_000;

    /** Copies. */
    public TickDigest {
        sequences = Map.copyOf(sequences);
        newest = List.copyOf(newest);
    }
}
