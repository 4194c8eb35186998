package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.SymbolStatuses;
import io.quotewire.feed.quality.Quotes;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells everybody how symbols stand, whenever that changes, and numbers what it says. Confined to the event loop of its verticle. */
final class SymbolStatusPublisher {
    private final EventBus bus;
    private final Quotes quotes;
    private final String publisher;
    private final long epoch;
    private final Supplier<Set<String>> runningFeeds;
    private final LongSupplier clockMicros;
    private Set<String> running = Set.of();
    private long number;

    /**
     * Nothing has been said yet.
     *
     * @param bus where it is said
     * @param quotes every symbol
     * @param publisher the feed verticle
     * @param runningFeeds the names of the feeds that run here at present
     * @param clockMicros the wall clock, epoch microseconds
     */
    SymbolStatusPublisher(
            EventBus bus,
            Quotes quotes,
            String publisher,
            Supplier<Set<String>> runningFeeds,
            LongSupplier clockMicros) {
        this.bus = bus;
        this.quotes = quotes;
        this.publisher = publisher;
        this.epoch = clockMicros.getAsLong();
        this.runningFeeds = runningFeeds;
        this.clockMicros = clockMicros;
    }

    /** Publishes what has changed, if anything has; all, if other feeds run here than before. */
    void publish() {
        Set<String> now = runningFeeds.get();
        List<SymbolStatus> changes = quotes.statusChanges(clockMicros.getAsLong(), now::contains);
        if (!now.equals(running)) {
            running = now;
            number++;
            bus.publish(Address.FEED_SYMBOLS.text(), all());
        } else if (!changes.isEmpty()) {
            number++;
            bus.publish(Address.FEED_SYMBOLS.text(), new SymbolStatuses(publisher, epoch, number, false, changes));
        }
    }

    /** Publishes how far the numbering has come: whoever has missed the last change would not notice otherwise. */
    void mark() {
        bus.publish(Address.FEED_SYMBOLS.text(), new SymbolStatuses(publisher, epoch, number, false, List.of()));
    }

    /** Sends all to somebody. */
    void sendAll(String address) {
        publish();
        bus.send(address, all());
    }

    private SymbolStatuses all() {
        return new SymbolStatuses(publisher, epoch, number, true, quotes.statuses(running::contains));
    }
}
