package io.quotewire.monitoring.health;

import io.quotewire.bus.NodePhase;
import io.quotewire.bus.VerticleKind;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says a {@link NodeReport} in the words of each health path. The answers are public: no secret, no user, no address is
 * in them. Stateless.
 */
public final class HealthAnswers {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private HealthAnswers() {}

    /**
     * The answer to a question.
     *
     * @param path which question
     * @param report how the node is
     * @param memory of the process
     * @return the answer
     */
    public static Answer answer(HealthPath path, NodeReport report, MemoryUse memory) {
        return switch (path) {
            case LIVE -> live(report.node(), report.uptimeMs());
            case READY -> ready(report);
            case ALL -> all(report);
            case WEBSOCKET -> websocket(report, memory);
        };
    }

    /**
     * Liveness. That the event loop came round to answer is what it proves, so nobody needs to be asked.
     *
     * @param node who answers
     * @param uptimeMs how long the process has been running, milliseconds
     * @return always 200
     */
    public static Answer live(NodeIdentity node, long uptimeMs) {
        return new Answer(
                OK,
                new JsonObject().put("status", "alive").put("node", node.id()).put("uptimeSeconds", uptimeMs / 1000));
    }

    static String word(NodeReport.Health health) {
        return health.name().toLowerCase(Locale.ROOT);
    }

    private static Answer ready(NodeReport report) {
        String word = report.ready() ? "ready" : phaseOr(report.phase(), "unready");
        JsonObject checks = new JsonObject();
        report.verticles().forEach(status -> checks.put(status.kind().text(), status.healthy()));
        JsonObject body = new JsonObject()
                .put("status", word)
                .put("node", report.node().id())
                .put("checks", checks);
        return new Answer(report.ready() ? OK : UNAVAILABLE, body);
    }

    private static String phaseOr(NodePhase.Phase phase, String otherwise) {
        return phase == NodePhase.Phase.READY ? otherwise : phase.name().toLowerCase(Locale.ROOT);
    }

    private static Answer all(NodeReport report) {
        Optional<VerticleStatus> gateway = report.verticle(VerticleKind.GATEWAY);
        JsonObject checks = new JsonObject();
        report.verticles().forEach(status -> checks.put(status.kind().text(), publicChecks(status)));
        NodeReport.Health health = report.health();
        JsonObject body = new JsonObject()
                .put("status", word(health))
                .put("node", report.node().id())
                .put("version", report.node().version())
                .put("uptimeSeconds", report.uptimeSeconds())
                .put("checks", checks)
                .put(
                        "cleanup_task_running",
                        gateway.map(HealthAnswers::sweeping).orElse(null))
                .put("redis_available", redis(report))
                .put(
                        "security_manager_initialized",
                        gateway.map(HealthAnswers::guarded).orElse(null))
                .put(
                        "stale_connections",
                        gateway.map(status -> status.count("staleConnections")).orElse(0L));
        return new Answer(health == NodeReport.Health.UNHEALTHY ? UNAVAILABLE : OK, body);
    }

    private static JsonObject publicChecks(VerticleStatus status) {
        JsonObject json = new JsonObject().put("ok", status.healthy());
        if (!status.answered()) {
            return json.put("text", "does not answer");
        }
        JsonObject checks = new JsonObject();
        for (String name : status.checks().fieldNames()) {
            Object text = status.checks().getValue(name) instanceof JsonObject check ? check.getValue("text") : null;
            checks.put(
                    name,
                    new JsonObject()
                            .put("ok", status.check(name).orElse(false))
                            .put("text", text instanceof String words ? words : ""));
        }
        return json.put("checks", checks);
    }

    private static Answer websocket(NodeReport report, MemoryUse memory) {
        Optional<VerticleStatus> found = report.verticle(VerticleKind.GATEWAY);
        if (found.isEmpty()) {
            return new Answer(
                    NOT_FOUND,
                    new JsonObject()
                            .put("error", "no gateway runs on this node")
                            .put("node", report.node().id()));
        }
        VerticleStatus gateway = found.get();
        JsonObject byType =
                gateway.figures().getValue("connectionsByType") instanceof JsonObject types ? types : new JsonObject();
        JsonObject body = new JsonObject()
                .put("status", gateway.healthy() ? "healthy" : "unhealthy")
                .put("active_connections", gateway.count("connections"))
                .put("totalConnections", gateway.count("connections"))
                .put("uniqueUsers", gateway.count("users"))
                .put("price_stream_status", priceStream(gateway))
                .put(
                        "socketio_connections",
                        byType.getValue("socketio") instanceof Number number ? number.longValue() : 0)
                .put("memory_usage", memory(memory))
                .put("uptime", report.uptimeSeconds())
                .put("redisAdapter", redis(report));
        return new Answer(gateway.healthy() ? OK : UNAVAILABLE, body);
    }

    private static JsonObject memory(MemoryUse memory) {
        return new JsonObject()
                .put("heapUsedBytes", memory.heapUsedBytes())
                .put("rssBytes", memory.rssBytes() == 0 ? null : memory.rssBytes());
    }

    private static String priceStream(VerticleStatus gateway) {
        return gateway.figures().getValue("live") instanceof Boolean live ? (live ? "live" : "down") : "unknown";
    }

    /** Sweeping away idle and dead connections is timers' work: a gateway with a check of its own says more. */
    private static boolean sweeping(VerticleStatus gateway) {
        return gateway.check("sweeper").orElse(gateway.count("timers") > 0);
    }

    private static boolean guarded(VerticleStatus gateway) {
        return gateway.answered() && gateway.check("auth").orElse(true);
    }

    /** Null where no verticle of this node has anything to do with Redis. */
    private static @Nullable Boolean redis(NodeReport report) {
        return report.verticles().stream()
                .flatMap(status -> status.check("redis").stream())
                .reduce(Boolean::logicalAnd)
                .orElse(null);
    }
}
