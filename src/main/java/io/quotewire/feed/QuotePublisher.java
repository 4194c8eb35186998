package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each tick, as JSON, on an address of its symbol for as long as somebody is interested: publishing everything
 * for nobody would cost as much as all the rest. Confined to the event loop of its verticle.
 */
final class QuotePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(QuotePublisher.class);

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
    void interest(Message<Object> message) {
        try {
            if (!(message.body() instanceof JsonObject body)) {
                throw new MalformedMessageException("body", "must be an object");
            }
            long untilMs = steadyMs.getAsLong() + QuoteInterest.LEASE_MS;
            for (String symbol : QuoteInterest.from(body).symbols()) {
                if (leases.size() < MAX_LEASES || leases.containsKey(symbol)) {
                    leases.put(symbol, untilMs);
                }
            }
        } catch (MalformedMessageException malformed) {
            LOG.atWarn().addKeyValue("problem", malformed.getMessage()).log("interest in quotes ignored");
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
