package io.quotewire.monitoring;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.StatusQuery;
import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.metrics.Meters;
import io.quotewire.monitoring.admin.AdminApi;
import io.quotewire.monitoring.audit.AuditLog;
import io.quotewire.monitoring.health.Answer;
import io.quotewire.monitoring.health.ClusterSurvey;
import io.quotewire.monitoring.health.HealthAnswers;
import io.quotewire.monitoring.health.HealthPath;
import io.quotewire.monitoring.health.MemoryUse;
import io.quotewire.monitoring.health.NodeIdentity;
import io.quotewire.monitoring.health.NodeSurvey;
import io.quotewire.monitoring.metrics.Exposition;
import io.quotewire.monitoring.metrics.ProcessMeters;
import io.quotewire.monitoring.metrics.ResidentMemory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins surveys, server, meters and the bus. Confined to the event loop that made it. */
final class NodeMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(NodeMonitor.class);
    private static final long MEMORY_PERIOD_MS = 5_000;
    private static final long ADMIN_PERIOD_MS = 5_000;
    private static final int OK = 200;

    private final Vertx vertx;
    private final NodeIdentity node;
    private final MonitoringOptions options;
    private final Optional<AuditLog> audit;
    private final Scope scope;
    private final NodeSurvey survey;
    private final ClusterSurvey cluster;
    private final Optional<AdminApi> admin;
    private final ManagementServer server;
    private final ResidentMemory resident = new ResidentMemory();
    private final ProcessMeters meters;
    private int port;

    NodeMonitor(Vertx vertx, NodeIdentity node, MonitoringOptions options, Optional<AuditLog> audit) {
        this.vertx = vertx;
        this.node = node;
        this.options = options;
        this.audit = audit;
        this.scope = new Scope(vertx);
        this.survey = new NodeSurvey(vertx, node, NodeMonitor::uptimeMs);
        this.cluster = new ClusterSurvey(vertx, scope, node, survey);
        this.admin = options.admin().enabled()
                ? Optional.of(new AdminApi(vertx, node.id(), options.host(), options.admin(), Meters.registry()))
                : Optional.empty();
        this.server = new ManagementServer(
                vertx, this::answer, this::clusterFigures, Meters.prometheus().map(Exposition::new), admin);
        this.meters = new ProcessMeters(Meters.registry(), resident, node.version());
    }

    /** Completes when the management server listens and the bus knows the consumers; on failure nothing is left. */
    Future<Void> start() {
        scope.every(MEMORY_PERIOD_MS, this::readMemory);
        admin.ifPresent(api -> scope.every(ADMIN_PERIOD_MS, api::tick));
        scope.consumeLocally(
                Address.NODE_PHASE.text(), Bodies.json(NodePhase::from), told -> survey.phase(told.phase()));
        scope.consumeLocally(Address.NODE_HEALTH.text(), this::replyHealth);
        return readMemory()
                .compose(read -> listen())
                .compose(listening -> Future.all(
                        cluster.start(),
                        audit.map(log -> log.start(scope)).orElseGet(Future::succeededFuture),
                        scope.consume(Address.verticleStatus(VerticleKind.MONITORING, node.id()), this::replyOwnStatus),
                        scope.consume(Address.STATUS_QUERY.text(), this::replyFigures)))
                .<Void>mapEmpty()
                .recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
    }

    Future<Void> close() {
        meters.close();
        admin.ifPresent(AdminApi::close);
        return Future.join(scope.close(), server.close())
                .eventually(() -> audit.map(AuditLog::close).orElseGet(Future::succeededFuture))
                .mapEmpty();
    }

    private Future<Void> listen() {
        if (options.port() == 0) {
            return Future.succeededFuture();
        }
        return server.listen(options.host(), options.port())
                .onSuccess(actual -> {
                    port = actual;
                    LOG.atInfo()
                            .addKeyValue("host", options.host())
                            .addKeyValue("port", actual)
                            .log("management listens");
                })
                .mapEmpty();
    }

    private Future<Void> readMemory() {
        return vertx.executeBlocking(() -> {
            resident.read();
            return null;
        });
    }

    private Future<Answer> answer(HealthPath path) {
        if (path == HealthPath.LIVE) {
            return Future.succeededFuture(HealthAnswers.live(node, uptimeMs()));
        }
        return survey.ask().map(report -> HealthAnswers.answer(path, report, memory()));
    }

    private void replyHealth(Message<Object> message) {
        Optional<HealthPath> path =
                message.body() instanceof JsonObject body ? HealthPath.of(body.getValue("path")) : Optional.empty();
        if (path.isEmpty()) {
            refuse(message, "path: must be one of live, ready, all, websocket");
            return;
        }
        answer(path.get()).onSuccess(answer -> message.reply(answer.toJson()));
    }

    private void replyOwnStatus(Message<Object> message) {
        JsonObject addresses = port == 0 ? new JsonObject() : new JsonObject().put("management", address());
        message.reply(new JsonObject()
                .put("kind", VerticleKind.MONITORING.text())
                .put("node", node.id())
                .put("healthy", true)
                .put("checks", checks())
                .put("figures", ownFigures())
                .put("addresses", addresses));
    }

    private JsonObject checks() {
        JsonObject checks = new JsonObject();
        audit.ifPresent(log -> checks.put("audit", log.check()));
        return checks;
    }

    private JsonObject ownFigures() {
        JsonObject figures = new JsonObject().put("timers", scope.timers()).put("consumers", scope.consumers());
        audit.ifPresent(log -> figures.mergeIn(log.figures()));
        return figures;
    }

    private void replyFigures(Message<Object> message) {
        if (!(message.body() instanceof JsonObject body)) {
            refuse(message, "body: must be an object");
            return;
        }
        StatusQuery query;
        VerticleKind kind;
        try {
            query = StatusQuery.from(body);
            kind = kind(query.kind());
        } catch (MalformedMessageException malformed) {
            refuse(message, String.valueOf(malformed.getMessage()));
            return;
        }
        figures(query.cluster(), kind)
                .onSuccess(nodes -> message.reply(new JsonObject().put("nodes", new JsonArray(nodes))));
    }

    private static @Nullable VerticleKind kind(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return VerticleKind.of(name)
                .orElseThrow(() ->
                        new MalformedMessageException("kind", "must be one of " + List.of(VerticleKind.values())));
    }

    private Future<List<JsonObject>> figures(boolean everywhere, @Nullable VerticleKind only) {
        if (everywhere && vertx.isClustered()) {
            return cluster.ask(only);
        }
        return survey.ask().map(report -> List.of(report.toJson(only)));
    }

    private Future<Answer> clusterFigures() {
        return figures(true, null)
                .map(nodes -> new Answer(
                        OK,
                        new JsonObject()
                                .put("answeredBy", node.id())
                                .put("members", members())
                                .put("nodes", new JsonArray(nodes))));
    }

    /** How many nodes there are, as far as the cluster knows: more than answer, where one hangs. */
    private int members() {
        ClusterManager manager = ((VertxInternal) vertx).clusterManager();
        return manager == null ? 1 : manager.getNodes().size();
    }

    private static void refuse(Message<Object> message, String text) {
        message.fail(FailureCode.BAD_MESSAGE.number(), text);
    }

    private MemoryUse memory() {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new MemoryUse(heap, resident.bytes());
    }

    /** A literal IPv6 address stands in brackets in a URL. */
    private String address() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return "http://" + host + ":" + port;
    }

    private static long uptimeMs() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }
}
