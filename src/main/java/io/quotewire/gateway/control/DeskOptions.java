package io.quotewire.gateway.control;

import java.util.function.LongSupplier;

/**
 * What a {@link ControlDesk} must know of its node.
 *
 * @param node the node's id
 * @param revocationMs how long a revocation is kept: no shorter than any token lives
 * @param wallClock epoch milliseconds
 * @param steadyClock milliseconds of a clock that never goes back
 */
public record DeskOptions(String node, long revocationMs, LongSupplier wallClock, LongSupplier steadyClock) {
    long wallMs() {
        return wallClock.getAsLong();
    }
}
