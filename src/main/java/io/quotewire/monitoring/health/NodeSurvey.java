package io.quotewire.monitoring.health;

import io.quotewire.bus.Address;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks every verticle of this node how it is. Questions that come while an answer is awaited share it, so that nobody
 * can make the node ask itself faster than it answers.
 *
 * <p>Plain requests, because the procedures of vertx-health-check set a timer for each question and never cancel it.
 * Confined to the context that made it.
 */
public final class NodeSurvey {
    private static final long TIME_LIMIT_MS = 1_000;

    private final Vertx vertx;
    private final NodeIdentity node;
    private final LongSupplier uptimeMs;
    private NodePhase.Phase phase = NodePhase.Phase.STARTING;
    private @Nullable Future<NodeReport> asking;

    /**
     * A survey of a node's verticles.
     *
     * @param vertx whose bus to ask over
     * @param node whom to ask
     * @param uptimeMs how long the process has been running, milliseconds
     */
    public NodeSurvey(Vertx vertx, NodeIdentity node, LongSupplier uptimeMs) {
        this.vertx = vertx;
        this.node = node;
        this.uptimeMs = uptimeMs;
    }

    /**
     * Takes note of the node's phase.
     *
     * @param next the phase it is in from now on
     */
    public void phase(NodePhase.Phase next) {
        phase = next;
    }

    /**
     * Asks, and waits one second at most.
     *
     * @return never fails
     */
    public Future<NodeReport> ask() {
        Future<NodeReport> running = asking;
        if (running != null) {
            return running;
        }
        List<Future<VerticleStatus>> answers = Arrays.stream(VerticleKind.values())
                .filter(node.roles()::contains)
                .map(this::ask)
                .toList();
        Future<NodeReport> report =
                Future.all(answers).map(all -> new NodeReport(node, phase, uptimeMs.getAsLong(), all.list()));
        if (!report.isComplete()) {
            asking = report;
            report.onComplete(done -> asking = null);
        }
        return report;
    }

    private Future<VerticleStatus> ask(VerticleKind kind) {
        DeliveryOptions options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(TIME_LIMIT_MS);
        return vertx.eventBus()
                .<Object>request(Address.verticleStatus(kind, node.id()), new JsonObject(), options)
                .map(reply -> VerticleStatus.from(kind, reply.body()))
                .otherwise(silence -> VerticleStatus.silent(kind));
    }
}
