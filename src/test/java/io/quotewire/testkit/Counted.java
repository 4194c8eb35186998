package io.quotewire.testkit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;

/** The process's meters, as long as it is open: what is counted meanwhile begins at 0. */
public final class Counted implements AutoCloseable {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** Takes the place of those that nobody reads. */
    public Counted() {
        BackendRegistries.setupBackend(new MicrometerMetricsOptions(), registry);
    }

    /** How far a counter with one tag has come. */
    public long count(String name, String tag, String value) {
        Counter counter = registry.find(name).tag(tag, value).counter();
        return counter == null ? 0 : (long) counter.count();
    }

    /** How many messages could not be read of those that came to an address. */
    public long illegible(String address) {
        return count("bus.illegible", "address", address);
    }

    @Override
    public void close() {
        BackendRegistries.stop(MicrometerMetricsOptions.DEFAULT_REGISTRY_NAME);
    }
}
