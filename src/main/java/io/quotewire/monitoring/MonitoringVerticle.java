package io.quotewire.monitoring;

import io.quotewire.kit.config.Problems;
import io.quotewire.monitoring.health.NodeIdentity;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * Tells how its node is: over HTTP on the management port, and over the bus. Its own work needs no other verticle, so
 * that it can report their failure. Confined to its event loop; what it does is {@link NodeMonitor}'s.
 */
public final class MonitoringVerticle extends VerticleBase {
    private @Nullable NodeMonitor monitor;

    @Override
    public Future<?> start() {
        Problems problems = new Problems();
        MonitoringOptions options = MonitoringOptions.from(config().getJsonObject("monitoring"), problems);
        problems.throwIfAny();
        monitor = new NodeMonitor(vertx, NodeIdentity.from(config()), options);
        return monitor.start();
    }

    @Override
    public Future<?> stop() {
        return monitor == null ? Future.succeededFuture() : monitor.close();
    }
}
