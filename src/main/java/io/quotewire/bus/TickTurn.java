package io.quotewire.bus;

import io.vertx.core.eventbus.EventBus;
import java.util.List;

/**
 * The batches that one event-loop turn of one feed verticle has brought, of all groups: for whoever listens to the whole market,
 * and would else have to take a message for each group. Immutable.
 *
 * @param batches one for each group that there are ticks of
 */
public record TickTurn(List<TickBatch> batches) {
    /** Copies the list. */
    public TickTurn {
        batches = List.copyOf(batches);
    }

    /**
     * Tells those who listen to the whole, and those who listen to single groups.
     *
     * @param bus the bus; to be called on the event loop of the verticle that publishes
     */
    public void publish(EventBus bus) {
        bus.publish(Address.FEED_TICKS.text(), this);
        for (TickBatch batch : batches) {
            bus.publish(Address.ticks(batch.group()), batch);
        }
    }
}
