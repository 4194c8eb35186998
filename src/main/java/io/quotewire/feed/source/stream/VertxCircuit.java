package io.quotewire.feed.source.stream;

import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Vert.x's circuit breaker. Confined to the event loop of its source. */
final class VertxCircuit implements Circuit {
    private final StreamSettings settings;
    private final LongSupplier clockMicros;
    private final CircuitBreaker breaker;
    private long openedMicros;

    VertxCircuit(Vertx vertx, StreamSettings settings, LongSupplier clockMicros) {
        this.settings = settings;
        this.clockMicros = clockMicros;
        this.breaker = CircuitBreaker.create(
                        "feed-" + settings.feed(),
                        vertx,
                        new CircuitBreakerOptions()
                                .setMaxFailures(settings.breakerFailures())
                                .setFailuresRollingWindow(settings.breakerWindowMs())
                                .setResetTimeout(settings.breakerMs())
                                // The connection has its own time limits, and they end it, which the breaker's would
                                // not.
                                .setTimeout(-1)
                                .setNotificationAddress(null))
                .openHandler(opened -> openedMicros = clockMicros.getAsLong());
    }

    @Override
    public <T> Future<T> execute(Supplier<Future<T>> attempt) {
        return breaker.execute(attempt);
    }

    @Override
    public long openMs() {
        if (breaker.state() != CircuitBreakerState.OPEN) {
            return 0;
        }
        long sinceMs = (clockMicros.getAsLong() - openedMicros) / 1_000;
        return Math.max(1, settings.breakerMs() - sinceMs + 1);
    }

    @Override
    public void close() {
        breaker.close();
    }
}
