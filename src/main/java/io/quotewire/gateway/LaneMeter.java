package io.quotewire.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.gateway.subscription.Ledger;

/**
 * Takes one event loop's ledger to the process's counters, by what was added since the last time: counting itself stays a
 * plain number on the loop. Confined to that loop.
 */
final class LaneMeter {
    private final Ledger ledger;
    private final Counter delivered;
    private final Counter merged;
    private final Counter dropped;
    private long deliveredBefore;
    private long mergedBefore;
    private long droppedBefore;

    LaneMeter(MeterRegistry registry, String lane, Ledger ledger) {
        this.ledger = ledger;
        delivered = counter(registry, lane, "delivered");
        merged = counter(registry, lane, "merged");
        dropped = counter(registry, lane, "dropped");
    }

    private static Counter counter(MeterRegistry registry, String lane, String fate) {
        return Counter.builder("websocket.prices")
                .description("Values that clients were to get, by what became of them")
                .tag("lane", lane)
                .tag("fate", fate)
                .register(registry);
    }

    /** To be called about every second, and at the end. */
    void push() {
        delivered.increment((double) (ledger.delivered() - deliveredBefore));
        merged.increment((double) (ledger.merged() - mergedBefore));
        dropped.increment((double) (ledger.dropped() - droppedBefore));
        deliveredBefore = ledger.delivered();
        mergedBefore = ledger.merged();
        droppedBefore = ledger.dropped();
    }
}
