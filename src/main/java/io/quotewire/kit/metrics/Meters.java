package io.quotewire.kit.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.Optional;

/**
 * Finds the process's meter registry: the one that Vert.x was started with. Thread-safe.
 *
 * <p>Tag values are closed sets: never a user, a connection or an unbounded symbol.
 */
public final class Meters {
    private Meters() {}

    /**
     * The registry to register meters with.
     *
     * @return the process's registry; where Vert.x runs without metrics, a new one that nobody reads
     */
    public static MeterRegistry registry() {
        MeterRegistry registry = BackendRegistries.getDefaultNow();
        return registry == null ? new SimpleMeterRegistry() : registry;
    }

    /**
     * The registry to scrape.
     *
     * @return the process's Prometheus registry, or empty where there is none
     */
    public static Optional<PrometheusMeterRegistry> prometheus() {
        MeterRegistry registry = BackendRegistries.getDefaultNow();
        if (registry instanceof CompositeMeterRegistry composite) {
            return composite.getRegistries().stream()
                    .filter(PrometheusMeterRegistry.class::isInstance)
                    .map(PrometheusMeterRegistry.class::cast)
                    .findFirst();
        }
        return registry instanceof PrometheusMeterRegistry found ? Optional.of(found) : Optional.empty();
    }
}
