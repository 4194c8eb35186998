package io.quotewire.monitoring.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.util.internal.PlatformDependent;
import java.util.List;

/** The meters of the JVM and of the process: registered on construction, gone after {@link #close}. */
public final class ProcessMeters implements AutoCloseable {
    /** The names of everything that is registered here begin with one of these. */
    private static final List<String> OWN = List.of("jvm.", "netty.", "process.", "system.", "quotewire.build");

    private final MeterRegistry registry;
    private final JvmGcMetrics gc = new JvmGcMetrics();

    /**
     * Registers them.
     *
     * @param registry with whom
     * @param resident feeds the gauge {@code process.resident.memory.bytes}; held only weakly
     * @param version of the software, for {@code quotewire.build}
     */
    public ProcessMeters(MeterRegistry registry, ResidentMemory resident, String version) {
        this.registry = registry;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        gc.bindTo(registry);
        Gauge.builder("netty.direct.memory", () -> Math.max(0, PlatformDependent.usedDirectMemory()))
                .baseUnit("bytes")
                .description("Memory outside the heap that Netty holds; newer JVMs do not count it among their buffers")
                .register(registry);
        Gauge.builder("process.resident.memory", resident, ResidentMemory::bytes)
                .baseUnit("bytes")
                .description("Resident memory of the process; 0 where the system does not tell")
                .register(registry);
        Gauge.builder("quotewire.build", () -> 1)
                .description("Always 1; the tags say what runs")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(registry);
    }

    @Override
    public void close() {
        gc.close();
        registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> OWN.stream().anyMatch(id.getName()::startsWith))
                .forEach(registry::remove);
    }
}
