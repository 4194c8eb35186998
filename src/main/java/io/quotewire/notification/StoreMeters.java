package io.quotewire.notification;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quotewire.bus.FailureCode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the store does and how long it takes, whichever it is. Confined to the desk's event loop. */
final class StoreMeters {
    /** The tag {@code operation} has exactly these values. */
    enum Operation {
        /** A notification is kept. */
        APPEND,
        /** What is kept is read. */
        HISTORY,
        /** Positions are read. */
        HEADS,
        /** A device's position is moved. */
        ACKNOWLEDGE,
        /** One is marked as read. */
        READ,
        /** A message of a channel is numbered, and kept. */
        CHANNEL_APPEND,
        /** What is kept of a channel is read. */
        CHANNEL_HISTORY,
        /** Positions of channels are read. */
        CHANNEL_HEADS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The tag {@code outcome} has exactly these values. */
    private enum Outcome {
        DONE,
        UNAVAILABLE,
        FAILED
    }

    private final MeterRegistry registry;
    private final List<Meter> own = new ArrayList<>();
    private final Map<Operation, Map<Outcome, Timer>> timers = new EnumMap<>(Operation.class);

    /**
     * Registers them.
     *
     * @param registry where
     * @param openBreakers how many breakers are open; asked on any thread
     */
    StoreMeters(MeterRegistry registry, IntSupplier openBreakers) {
        this.registry = registry;
        for (Operation operation : Operation.values()) {
            Map<Outcome, Timer> byOutcome = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(outcome, timer(operation, outcome));
            }
            timers.put(operation, byOutcome);
        }
        own.add(Gauge.builder("notification.store.breakers.open", openBreakers::getAsInt)
                .description("Connections to the store that nobody waits for, because they failed")
                .strongReference(true)
                .register(registry));
    }

    /** Does something and takes the time. */
    <T> Future<T> measured(Operation operation, Supplier<Future<T>> work) {
        long startNanos = System.nanoTime();
        return work.get().onComplete(done -> done(operation, startNanos, done.cause()));
    }

    private void done(Operation operation, long startNanos, @Nullable Throwable failure) {
        Outcome outcome = failure == null
                ? Outcome.DONE
                : FailureCode.of(failure).isPresent() ? Outcome.UNAVAILABLE : Outcome.FAILED;
        Objects.requireNonNull(Objects.requireNonNull(timers.get(operation)).get(outcome))
                .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    void close() {
        own.forEach(registry::remove);
        own.clear();
    }

    private Timer timer(Operation operation, Outcome outcome) {
        Timer timer = Timer.builder("notification.store")
                .description("What was asked of the notification store, and how long it took")
                .tag("operation", operation.text())
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry);
        own.add(timer);
        return timer;
    }
}
