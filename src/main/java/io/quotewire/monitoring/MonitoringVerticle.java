package io.quotewire.monitoring;

import io.quotewire.kit.config.Problems;
import io.quotewire.monitoring.audit.AuditLog;
import io.quotewire.monitoring.health.NodeIdentity;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
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
        NodeIdentity node = NodeIdentity.from(config());
        String stateDirectory = config().getJsonObject("data", new JsonObject()).getString("dir");
        Optional<AuditLog> audit = stateDirectory == null || options.audit().files() == 0
                ? Optional.empty()
                : Optional.of(new AuditLog(vertx, context, node.id(), Path.of(stateDirectory), options.audit()));
        monitor = new NodeMonitor(vertx, node, options, audit);
        return monitor.start();
    }

    @Override
    public Future<?> stop() {
        return monitor == null ? Future.succeededFuture() : monitor.close();
    }
}
