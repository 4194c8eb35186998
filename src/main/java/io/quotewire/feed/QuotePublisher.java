package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.vertx.core.eventbus.EventBus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Publishes each tick, as JSON, on an address of its symbol for as long as somebody is interested: publishing everything
 * for nobody would cost as much as all the rest. Confined to the event loop of its verticle.
 */
final class QuotePublisher {
    /** More symbols than any exchange has; whoever asks for more is not asking. */
    private static final int MAX_LEASES = 20_000;

    private final EventBus bus;
    private final LongSupplier steadyMs;
    private final Map<String, Long> leases = new HashMap<>();

    QuotePublisher(EventBus bus, LongSupplier steadyMs) {
        this.bus = bus;
        this.steadyMs = steadyMs;
    }

    /** Somebody listens. */
    void interest(List<String> symbols) {
        long untilMs = steadyMs.getAsLong() + QuoteInterest.LEASE_MS;
        for (String symbol : symbols) {
            if (leases.size() < MAX_LEASES || leases.containsKey(symbol)) {
                leases.put(symbol, untilMs);
            }
        }
    }

    void publish(TickBatch batch) {
        if (leases.isEmpty()) {
            return;
        }
        for (Tick tick : batch.ticks()) {
            if (leases.containsKey(tick.symbol())) {
                bus.publish(Address.quotes(tick.symbol()), tick.toJson().put("seq", tick.seq()));
            }
        }
    }

    /** Forgets what nobody has asked for lately; to be called now and then. */
    void expire() {
        long nowMs = steadyMs.getAsLong();
        leases.values().removeIf(untilMs -> untilMs < nowMs);
    }
}
