package io.quotewire.launcher.node;

import io.quotewire.bus.Address;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.NodePhase.Phase;
import io.quotewire.bus.StatusQuery;
import io.quotewire.bus.VerticleKind;
import io.quotewire.launcher.settings.Plan;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node: starts the verticles of a plan one after the other, and takes them down again. Confined to the thread that
 * made it, which waits for each step and is none of Vert.x's.
 */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long STATUS_TIMEOUT_MS = 2_000;
    private static final long STOP_TIMEOUT_MS = 15_000;
    private static final long DEPLOYMENT_GRACE_MS = 2_000;

    /** Clients first: they are told to go while everything they use still works. */
    private static final List<VerticleKind> STOP_ORDER = List.of(
            VerticleKind.GATEWAY,
            VerticleKind.FEED,
            VerticleKind.NOTIFICATION,
            VerticleKind.BRIDGE,
            VerticleKind.MONITORING);

    private final String id;
    private final Plan plan;
    private final JsonObject config;
    private final JsonObject effective;
    private final Waiting waiting;
    private final Map<VerticleKind, String> deployments = new EnumMap<>(VerticleKind.class);
    private @Nullable Future<Engine> starting;
    private @Nullable Future<String> deploying;

    /**
     * A node that is not started.
     *
     * @param id its name, eight hexadecimal digits
     * @param plan what to start
     * @param config what every verticle gets
     * @param effective the configuration with its defaults, for messages
     * @param waiting knows when to give up waiting
     */
    public Node(String id, Plan plan, JsonObject config, JsonObject effective, Waiting waiting) {
        this.id = id;
        this.plan = plan;
        this.config = config;
        this.effective = effective;
        this.waiting = waiting;
    }

    /**
     * Starts everything.
     *
     * @return the addresses that each verticle serves, by role and name
     * @throws NotStartedException if a part cannot start; call {@link #stop} all the same
     * @throws SignalledException if the process was told to end; call {@link #stop} all the same
     */
    public Map<VerticleKind, JsonObject> start() {
        Future<Engine> made = Engine.start(plan);
        starting = made;
        Engine engine = attempt("cluster", made);
        Vertx vertx = engine.vertx();
        engine.clusterManager().ifPresent(cluster -> new ClusterGate(vertx, cluster, waiting).pass());
        for (Plan.Role role : plan.roles()) {
            deploy(vertx, role);
            if (role.kind() == VerticleKind.MONITORING) {
                announce(vertx, Phase.STARTING);
            }
        }
        announce(vertx, Phase.READY);
        Map<VerticleKind, JsonObject> addresses = new EnumMap<>(VerticleKind.class);
        plan.roles()
                .forEach(role -> addresses(vertx, role.kind()).ifPresent(found -> addresses.put(role.kind(), found)));
        return addresses;
    }

    /** Drains what was started, in the order that spares clients, and closes Vert.x; of no effect the second time. */
    public void stop() {
        Future<Engine> started = starting;
        starting = null;
        Engine engine = started == null
                ? null
                : settled("start", started, STOP_TIMEOUT_MS).orElse(null);
        if (engine == null) {
            return;
        }
        Vertx vertx = engine.vertx();
        announce(vertx, Phase.DRAINING);
        Future<String> unfinished = deploying;
        if (unfinished != null) {
            // Vert.x does not take it well if it is closed in the middle of a deployment.
            settled("deployment", unfinished, DEPLOYMENT_GRACE_MS);
        }
        for (VerticleKind kind : STOP_ORDER) {
            String deployment = deployments.remove(kind);
            if (deployment != null) {
                settled("stop of " + kind.text(), vertx.undeploy(deployment), STOP_TIMEOUT_MS);
            }
        }
        settled("close", vertx.close(), STOP_TIMEOUT_MS);
    }

    private void deploy(Vertx vertx, Plan.Role role) {
        DeploymentOptions options = new DeploymentOptions().setConfig(config);
        String text = role.kind().text();
        Future<String> deployment = vertx.deployVerticle(role.verticle(), options);
        deploying = deployment;
        deployments.put(role.kind(), attempt(text, deployment));
        deploying = null;
        LOG.atDebug().addKeyValue("verticle", text).log("verticle started");
    }

    private <T> T attempt(String part, Future<T> step) {
        try {
            return waiting.until(step);
        } catch (FailedStepException e) {
            Throwable cause = e.reason();
            LOG.atDebug().addKeyValue("part", part).setCause(cause).log("start failed");
            throw new NotStartedException(StartFailure.line(part, cause, effective));
        }
    }

    private Optional<JsonObject> addresses(Vertx vertx, VerticleKind kind) {
        DeliveryOptions options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(STATUS_TIMEOUT_MS);
        JsonObject query = new StatusQuery(false, kind.text()).toJson();
        try {
            Message<Object> reply =
                    waiting.until(vertx.eventBus().request(Address.verticleStatus(kind, id), query, options));
            return reply.body() instanceof JsonObject body
                    ? Optional.of(body.getJsonObject("addresses", new JsonObject()))
                    : Optional.empty();
        } catch (FailedStepException e) {
            LOG.atDebug().addKeyValue("verticle", kind.text()).log("no status");
            return Optional.empty();
        }
    }

    private void announce(Vertx vertx, Phase phase) {
        JsonObject body = new NodePhase(id, phase).toJson();
        vertx.eventBus().publish(Address.NODE_PHASE.text(), body, new DeliveryOptions().setLocalOnly(true));
        LOG.atDebug().addKeyValue("phase", phase).log("node phase");
    }

    /** Waits for a step of the end; what goes wrong there must not keep the rest from ending. */
    private static <T> Optional<T> settled(String step, Future<T> future, long timeoutMs) {
        try {
            return Optional.ofNullable(
                    future.toCompletionStage().toCompletableFuture().get(timeoutMs, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.atDebug().addKeyValue("step", step).setCause(e.getCause()).log("step of the end failed");
        } catch (TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("step", step)
                    .addKeyValue("afterMs", timeoutMs)
                    .log("gave up waiting");
        }
        return Optional.empty();
    }
}
