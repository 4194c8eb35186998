package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickDigest;
import io.quotewire.feed.quality.Quotes;
import io.vertx.core.eventbus.EventBus;
import java.util.List;

/** Tells everybody now and then what has changed, and numbers what it says. Confined to the event loop of its verticle. */
final class DigestPublisher {
    private final EventBus bus;
    private final Quotes quotes;
    private final TickBatcher batcher;
    private long number;

    DigestPublisher(EventBus bus, Quotes quotes, TickBatcher batcher) {
        this.bus = bus;
        this.quotes = quotes;
        this.batcher = batcher;
    }

    /** Publishes the newest values of what has changed since the last time, if anything has. */
    void publish() {
        List<Tick> changed = quotes.changed();
        if (!changed.isEmpty()) {
            // What waits goes out first: a digest that was ahead of the batches would look like a loss.
            batcher.flush();
            number++;
            bus.publish(
                    Address.FEED_DIGEST.text(),
                    new TickDigest(batcher.publisher(), batcher.epoch(), number, batcher.sequences(), changed));
        }
    }

    /** The number of the last; 0 before the first. */
    long number() {
        return number;
    }
}
