package io.quotewire.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.ConnectionQuery;
import io.quotewire.bus.VerticleKind;
import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.auth.ConfiguredKeys;
import io.quotewire.gateway.auth.CredentialSources;
import io.quotewire.gateway.auth.KeySet;
import io.quotewire.gateway.control.ControlDesk;
import io.quotewire.gateway.control.ControlRecords;
import io.quotewire.gateway.control.Crowd;
import io.quotewire.gateway.control.DeskOptions;
import io.quotewire.gateway.control.ListingDesk;
import io.quotewire.gateway.control.SanctionFile;
import io.quotewire.gateway.control.SanctionMap;
import io.quotewire.gateway.limit.Admission;
import io.quotewire.gateway.limit.Escalation;
import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.limit.RecentCloses;
import io.quotewire.gateway.limit.SharedCounts;
import io.quotewire.gateway.limit.UserSlots;
import io.quotewire.gateway.mirror.ConnectionMirror;
import io.quotewire.gateway.presence.PresenceDesk;
import io.quotewire.gateway.tls.CertificateWatch;
import io.quotewire.gateway.tls.ServerCertificate;
import io.quotewire.gateway.tls.UnusableCertificateException;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway of one node: counts connections and users, deploys a {@link GatewayLoop} for each event loop, and answers for
 * all of them. Confined to its own event loop; it asks the others by message.
 */
public final class GatewayVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);
    private static final long TLS_TICK_MS = 1_000;
    private static final long SWEEP_MS = 60_000;
    private static final String CLOSES = "quotewire.closes-by-address";
    private static final String SANCTIONS = "sanctions.json";
    private static final String USER_COUNTS = "quotewire.connections-by-user";
    private final List<GatewayLoop> loops = new ArrayList<>();
    private String node = "";
    private Scope scope;
    private GatewayOptions options;
    private Admission admission;
    private GatewayMeters meters;
    private ControlRecords controlRecords;
    private CredentialSupply credentials;
    private @Nullable ControlDesk desk;
    private @Nullable ListingDesk listings;
    private @Nullable ConnectionMirror mirror;
    private @Nullable PresenceDesk presence;

    /** Made by the launcher, by name. */
    @SuppressWarnings("NullAway.Init") // start() makes the rest
    public GatewayVerticle() {}

    @Override
    public Future<?> start() {
        Problems problems = new Problems();
        options = GatewayOptions.from(config().getJsonObject("gateway"), problems);
        KeySet configured = ConfiguredKeys.read(options.auth(), problems);
        if (configured.isEmpty() && options.auth().jwks().isEmpty()) {
            problems.add("gateway.auth", "found no key for tokens; allowed: one of secret, publicKey, jwks");
        }
        problems.throwIfAny();
        node = config().getJsonObject("node", new JsonObject()).getString("id", "local");
        scope = new Scope(vertx);
        MeterRegistry registry = Meters.registry();
        meters = new GatewayMeters(registry);
        credentials = new CredentialSupply(
                vertx, context, options.auth(), stateDirectory().orElse(null), meters);
        controlRecords = new ControlRecords(
                new AuditTrail(vertx.eventBus(), node, System::currentTimeMillis, registry), registry);
        if (options.diagnostics()) {
            LOG.atWarn().log("gateway.diagnostics is on: open to everybody, without limits; never in production");
        }
        return rehearse()
                .compose(rehearsed -> credentials.open(configured, scope))
                .compose(sources -> certificate().compose(shown -> openLoops(sources, shown)))
                .onSuccess(deployed -> GatewayLoop.introduce(List.copyOf(loops)))
                .compose(deployed -> SanctionMap.open(vertx, System::currentTimeMillis))
                .compose(this::openDesk)
                .compose(open -> openMirror(registry))
                .compose(deployed -> scope.<JsonObject>consume(
                        Address.verticleStatus(VerticleKind.GATEWAY, node), this::answerStatus));
    }

    @Override
    public Future<?> stop() {
        meters.close();
        controlRecords.close();
        return (desk == null ? Future.<Void>succeededFuture() : desk.close())
                .eventually(() -> listings == null ? Future.succeededFuture() : listings.close())
                .eventually(() -> mirror == null ? Future.succeededFuture() : mirror.close())
                .eventually(() -> presence == null ? Future.succeededFuture() : presence.close())
                .eventually(scope::close)
                .eventually(credentials::close);
    }

    /** Completes when everything that is in force in the cluster is in force here: before anybody is let in. */
    private Future<Void> openDesk(SanctionMap sanctions) {
        DeskOptions deskOptions = new DeskOptions(
                node,
                options.revocationSeconds() * 1000L,
                System::currentTimeMillis,
                () -> System.nanoTime() / 1_000_000);
        Crowd crowd = new LoopCrowd(loops, context, node);
        SanctionFile file = new SanctionFile(
                vertx,
                stateDirectory().map(folder -> Path.of(folder, SANCTIONS)).orElse(null));
        ControlDesk commands =
                new ControlDesk(vertx, deskOptions, sanctions, file, crowd, controlRecords, this::members);
        ListingDesk questions = new ListingDesk(vertx, node, sanctions, crowd, controlRecords, this::members);
        desk = commands;
        listings = questions;
        return commands.start()
                .compose(started -> questions.start())
                .compose(started -> Objects.requireNonNull(presence)
                        .start(user -> questions.connections(ConnectionQuery.ofUser(user))));
    }

    private PresenceDesk presenceDesk(MeterRegistry registry) {
        Optional<ClusterManager> cluster = Optional.ofNullable(((VertxInternal) vertx).clusterManager());
        return new PresenceDesk(new PresenceDesk.Terms(
                vertx,
                context,
                node,
                cluster.map(ClusterManager::getNodeId).orElse(""),
                () -> cluster.map(manager -> Set.copyOf(manager.getNodes())).orElse(Set.of()),
                options.policy(),
                registry));
    }

    private Future<Void> openMirror(MeterRegistry registry) {
        return options.mirror()
                .map(where -> ConnectionMirror.start(
                                vertx, node, where, new LoopStates(loops, context), scope, registry)
                        .<Void>map(opened -> {
                            mirror = opened;
                            return null;
                        }))
                .orElseGet(Future::succeededFuture);
    }

    private Optional<String> stateDirectory() {
        return Optional.ofNullable(
                config().getJsonObject("data", new JsonObject()).getString("dir"));
    }

    private int members() {
        ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
        return cluster == null ? 1 : cluster.getNodes().size();
    }

    /** One processor is left to the feeds, the bus and the kernel: a fan-out that takes all of them holds up its own readers. */
    private int loopCount() {
        int spare = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return options.eventLoops() == 0 ? spare : options.eventLoops();
    }

    private Future<Void> openLoops(CredentialSources sources, Optional<ServerCertificate> shown) {
        PresenceDesk counting = presenceDesk(Meters.registry());
        presence = counting;
        return sharedCounts().compose(counts -> {
            admission = new Admission(
                    context,
                    options.limits(),
                    new UserSlots(options.limits().connectionsPerUser(), counts),
                    () -> System.nanoTime() / 1_000_000);
            return escalation()
                    .compose(escalation -> deployLoops(new SharedByLoops(
                            node,
                            loopCount(),
                            options,
                            sources,
                            admission,
                            escalation,
                            shown.orElse(null),
                            counting,
                            Meters.registry(),
                            meters)));
        });
    }

    /** Addresses that go too far are blocked by the desk, as an administrator would. */
    private Future<Escalation> escalation() {
        LimitOptions limits = options.limits();
        if (limits.blockAfter() == 0 || limits.blockSeconds() == 0) {
            return Future.succeededFuture(Escalation.off());
        }
        return vertx.sharedData().<String, String>getAsyncMap(CLOSES).map(map -> {
            RecentCloses closes = new RecentCloses(map, limits.blockAfter(), System::currentTimeMillis);
            Escalation escalation = Escalation.to(
                    context, closes, limits.blockSeconds(), options.trustedProxies()::trusts, this::block);
            scope.every(SWEEP_MS, escalation::tick);
            return escalation;
        });
    }

    private Future<Void> block(String address, long seconds, String reason) {
        return desk == null ? Future.failedFuture("not open yet") : desk.block(address, seconds, reason);
    }

    private Future<Void> deployLoops(SharedByLoops shared) {
        Future<Void> chain = Future.succeededFuture();
        for (int i = 0; i < shared.loops(); i++) {
            int index = i;
            chain = chain.compose(before -> {
                GatewayLoop loop = new GatewayLoop(shared, index);
                return vertx.deployVerticle(loop)
                        .onSuccess(id -> loops.add(loop))
                        .mapEmpty();
            });
        }
        return chain;
    }

    /** The one to begin with; its files are looked after from now on. */
    private Future<Optional<ServerCertificate>> certificate() {
        if (!options.tls().isOn()) {
            return Future.succeededFuture(Optional.empty());
        }
        CertificateWatch watch = new CertificateWatch(
                vertx,
                node,
                options.tls(),
                System::currentTimeMillis,
                // The loops share a port, and thereby what is shown; Vert.x cannot be told twice at a time.
                renewed -> loops.stream().findFirst().ifPresent(loop -> loop.show(renewed)));
        scope.every(TLS_TICK_MS, watch::tick);
        return watch.start().map(Optional::of).recover(GatewayVerticle::unusable);
    }

    private static Future<Optional<ServerCertificate>> unusable(Throwable problem) {
        if (!(problem instanceof UnusableCertificateException)) {
            return Future.failedFuture(problem);
        }
        Problems problems = new Problems();
        problems.add("gateway.tls", problem.getMessage() + "; allowed: PEM files with a valid certificate and its key");
        return Future.future(failing -> problems.throwIfAny());
    }

    private Future<Void> rehearse() {
        if (options.warmUpMs() == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> over = Promise.promise();
        JsonObject gateway = config().getJsonObject("gateway", new JsonObject());
        Thread rehearsal = new Thread(
                () -> {
                    try {
                        Rehearsal.perform(gateway, options.warmUpMs());
                    } finally {
                        context.runOnContext(done -> over.complete());
                    }
                },
                "rehearsal");
        rehearsal.setDaemon(true);
        rehearsal.start();
        return over.future();
    }

    private Future<Optional<SharedCounts>> sharedCounts() {
        ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
        if (cluster == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return vertx.sharedData()
                .<String, String>getAsyncMap(USER_COUNTS)
                .map(map ->
                        Optional.of(new SharedCounts(map, cluster.getNodeId(), () -> Set.copyOf(cluster.getNodes()))));
    }

    private void answerStatus(Message<JsonObject> message) {
        List<Future<LoopFigures>> asked = new ArrayList<>();
        loops.forEach(loop -> asked.add(loop.figures(context)));
        Future<Admission.Figures> counted = admission.figures(context);
        Future.all(asked).compose(all -> counted).onSuccess(counts -> {
            JsonObject status = GatewayStatus.of(
                    node,
                    addresses(),
                    counts,
                    asked.stream().map(Future::result).toList());
            status.getJsonObject("figures")
                    .put("presence", Objects.requireNonNull(presence).figures());
            credentials.describe(status.getJsonObject("checks"), status.getJsonObject("figures"));
            message.reply(status);
        });
    }

    private JsonObject addresses() {
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        GatewayLoop any = loops.get(0);
        JsonObject addresses = new JsonObject()
                .put("http", (options.tls().isOn() ? "https://" : "http://") + host + ":" + any.actualPort() + "/");
        if (any.redirectingPort() != 0) {
            addresses.put("redirect", "http://" + host + ":" + any.redirectingPort() + "/");
        }
        return addresses;
    }
}
