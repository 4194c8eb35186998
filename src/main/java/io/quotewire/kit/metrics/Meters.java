package io.quotewire.kit.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.micrometer.backends.BackendRegistries;

/** Where the process's meters live. */
public final class Meters {
    private Meters() {}

    /**
     * The registry that the management port shows.
     *
     * @return Vert.x's default registry, or a fresh one where metrics are off
     */
    public static MeterRegistry registry() {
        MeterRegistry shared = BackendRegistries.getDefaultNow();
        return shared == null ? new SimpleMeterRegistry() : shared;
    }
}
