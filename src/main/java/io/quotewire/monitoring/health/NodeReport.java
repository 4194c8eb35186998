package io.quotewire.monitoring.health;

import io.quotewire.bus.NodePhase;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a node was when it was asked. Immutable.
 *
 * @param node who
 * @param phase where it stands in its life
 * @param uptimeMs how long its process has been running, milliseconds
 * @param verticles what each of its verticles said
 */
public record NodeReport(NodeIdentity node, NodePhase.Phase phase, long uptimeMs, List<VerticleStatus> verticles) {
    /** Copies the list. */
    public NodeReport {
        verticles = List.copyOf(verticles);
    }

    /** The words for a node's health. */
    public enum Health {
        /** Everything works. */
        HEALTHY,
        /** Every verticle does its work; something it would like to have is missing, or the node is not ready. */
        DEGRADED,
        /** A verticle does not do its work. */
        UNHEALTHY
    }

    /**
     * The node's health in one word.
     *
     * @return the word
     */
    public Health health() {
        if (!verticles.stream().allMatch(VerticleStatus::healthy)) {
            return Health.UNHEALTHY;
        }
        boolean flawless = verticles.stream().allMatch(VerticleStatus::flawless);
        return flawless && phase == NodePhase.Phase.READY ? Health.HEALTHY : Health.DEGRADED;
    }

    /**
     * Whether traffic may come.
     *
     * @return true if the node is in its ready phase and every verticle does its work
     */
    public boolean ready() {
        return phase == NodePhase.Phase.READY && health() != Health.UNHEALTHY;
    }

    /**
     * What one kind of verticle said.
     *
     * @param kind which
     * @return empty if none runs here
     */
    public Optional<VerticleStatus> verticle(VerticleKind kind) {
        return verticles.stream().filter(status -> status.kind() == kind).findFirst();
    }

    /**
     * Whole seconds since the process started.
     *
     * @return seconds
     */
    public long uptimeSeconds() {
        return uptimeMs / 1000;
    }

    /**
     * Everything, for those who operate the node.
     *
     * @param only this kind of verticle, or null for all
     * @return a new object
     */
    public JsonObject toJson(@Nullable VerticleKind only) {
        JsonObject all = new JsonObject();
        verticles.stream()
                .filter(status -> only == null || status.kind() == only)
                .forEach(status -> all.put(status.kind().text(), status.toJson()));
        return new JsonObject()
                .put("node", node.id())
                .put("version", node.version())
                .put("phase", phase.name())
                .put("health", HealthAnswers.word(health()))
                .put("uptimeSeconds", uptimeSeconds())
                .put("verticles", all);
    }
}
