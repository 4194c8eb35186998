package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.NodePhase;
import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.auth.OriginPolicy;
import io.quotewire.gateway.limit.Reception;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.session.Clock;
import io.quotewire.gateway.session.CredentialGate;
import io.quotewire.gateway.session.QuoteQueries;
import io.quotewire.gateway.session.SessionRegistry;
import io.quotewire.gateway.session.SessionServices;
import io.quotewire.gateway.session.Standing;
import io.quotewire.gateway.tls.ServerCertificate;
import io.quotewire.gateway.transport.AddressCheck;
import io.quotewire.gateway.transport.BusPeers;
import io.quotewire.gateway.transport.CredentialDesk;
import io.quotewire.gateway.transport.DiagnosticServices;
import io.quotewire.gateway.transport.RequestCheck;
import io.quotewire.gateway.transport.Routes;
import io.quotewire.gateway.transport.SlowRequests;
import io.quotewire.gateway.transport.TransportServices;
import io.quotewire.gateway.transport.sockjs.SockJsServer;
import io.quotewire.gateway.transport.websocket.FrameDeflater;
import io.quotewire.gateway.transport.websocket.SwitchingProtocols;
import io.quotewire.gateway.transport.websocket.UpgradeOptions;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop of the gateway: its part of the connections, its own view of the market, its own way of every tick to its
 * clients. Everything here is confined to that loop.
 */
final class GatewayLoop extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayLoop.class);
    private static final long TICK_MS = 1_000;
    private static final int MIN_RECONNECT_MS = 500;
    private static final int MAX_RECONNECT_MS = 3_000;

    private final SharedByLoops shared;
    private final int index;
    private final Clock clock = Clock.system();
    private LoopLanes lanes;
    private final Promise<Void> everybodyLeft = Promise.promise();
    private List<Future<Void>> leaving = List.of(everybodyLeft.future());
    private final FrameDeflater deflater = new FrameDeflater();
    private Standing standing;
    private Scope scope;
    private AuditTrail audit;
    private LoopControl control;
    private CredentialDesk credentials;
    private Reception reception;
    private SessionRegistry sessions;
    private SockJsServer sockJs;
    private BusPeers busPeers;
    private SlowRequests slowRequests;
    private LoopServer server;
    private long connections;
    private boolean open;

    /**
     * A loop that listens once deployed.
     *
     * @param shared what all loops have in common
     * @param index which of them
     */
    @SuppressWarnings("NullAway.Init") // start() makes the rest
    GatewayLoop(SharedByLoops shared, int index) {
        this.shared = shared;
        this.index = index;
    }

    @Override
    public Future<?> start() {
        scope = new Scope(vertx);
        standing = Standing.of(vertx.eventBus(), shared.node(), clock.wallMs(), shared.escalation());
        lanes = new LoopLanes(vertx, context, scope, shared, index, clock);
        GatewayOptions options = shared.options();
        audit = new AuditTrail(vertx.eventBus(), shared.node(), clock.wallMs(), shared.registry());
        LoopProviders providers = new LoopProviders(
                vertx, context, shared.credentials(), options.auth(), standing.revocations(), clock.wallMs());
        reception = new Reception(shared.admission(), context);
        CredentialGate gate = new CredentialGate(providers.chain(), reception);
        sessions = new SessionRegistry(sessionServices(options, gate));
        UpgradeOptions upgrades = new UpgradeOptions(
                options.takeOver(), options.compression(), deflater, new SwitchingProtocols(Messages.SUBPROTOCOL));
        sockJs = new SockJsServer(context, clock.steadyMs(), upgrades);
        TransportServices transports = transportServices(options, gate, upgrades);
        busPeers = new BusPeers(transports, clock.steadyMs(), shared.gauges()::opened, this::ended);
        busPeers.start(scope);
        control = new LoopControl(standing, sessions, busPeers);
        if (options.diagnostics() && index == 0) {
            new DiagnosticServices(vertx).start(scope);
        }
        credentials = new CredentialDesk(transports);
        slowRequests = new SlowRequests(options.limits().handshakeSeconds() * 1000L, clock.steadyMs());
        server = new LoopServer(
                vertx,
                options,
                shared.certificate(),
                new LoopServer.Checks(slowRequests, new RequestCheck(transports), new AddressCheck(transports)),
                Routes.create(transports, sockJs, busPeers));
        scope.every(TICK_MS, this::tick);
        lanes.keepTime();
        return providers
                .follow(control::apiKeysChanged)
                .compose(known -> listen())
                .compose(ready -> server.listen());
    }

    @Override
    public Future<?> stop() {
        open = false;
        sessions.drain(() -> lanes.messages().shutdown("the node shuts down", reconnectAfterMs()));
        busPeers.drain();
        if (isEmpty()) {
            everybodyLeft.tryComplete();
        } else {
            scope.after(shared.options().drainSeconds() * 1000L, everybodyLeft::tryComplete);
        }
        // A SockJS session of another loop may be speaking through a connection of this one.
        return here(Future.join(leaving))
                .onSuccess(left -> {
                    sessions.terminate();
                    sockJs.terminate();
                })
                .compose(left -> here(scope.close()))
                .compose(closed -> here(lanes.close()))
                .onSuccess(closed -> lanes.pushMeters())
                .compose(closed -> here(server.close()))
                .onSuccess(closed -> deflater.close());
    }

    /** On this loop, whichever thread ends it, and however it ends: what follows is to be stopped in any case. */
    private Future<Void> here(Future<?> ending) {
        Promise<Void> ended = Promise.promise();
        ending.onFailure(failure -> LOG.atWarn()
                        .addKeyValue("cause", failure.getMessage())
                        .log("something of a loop did not stop as it should"))
                .onComplete(done -> context.runOnContext(there -> ended.complete()));
        return ended.future();
    }

    private void tick() {
        lanes.tick();
        sessions.tick();
        sockJs.tick();
        busPeers.tick();
        slowRequests.tick();
        audit.tick();
    }

    /** Makes the loops of a node known to each other, once all are there. */
    static void introduce(List<GatewayLoop> loops) {
        SockJsServer.introduce(loops.stream().map(loop -> loop.sockJs).toList());
        List<Future<Void>> all =
                loops.stream().map(loop -> loop.everybodyLeft.future()).toList();
        loops.forEach(loop -> loop.context.runOnContext(there -> loop.leaving = all));
    }

    int actualPort() {
        return server.actualPort();
    }

    /** Where clients are sent on from; 0 if nowhere. */
    int redirectingPort() {
        return server.redirectingPort();
    }

    /** Shows another certificate to whoever comes from now on. */
    void show(ServerCertificate certificate) {
        context.runOnContext(there -> server.show(certificate)
                .onFailure(problem -> LOG.atError().setCause(problem).log("the new certificate cannot be shown")));
    }

    /**
     * Takes the loop's figures.
     *
     * @param caller the context on which the future completes
     */
    Future<LoopFigures> figures(Context caller) {
        Promise<LoopFigures> answer = Promise.promise();
        context.runOnContext(asked -> {
            LoopFigures figures = figures();
            caller.runOnContext(answered -> answer.complete(figures));
        });
        return answer.future();
    }

    /**
     * Has a command carried out.
     *
     * @param <T> what is answered
     * @param caller the context on which the future completes
     * @param work what is to be done on this loop
     * @return what it said
     */
    <T> Future<T> control(Context caller, Function<LoopControl, T> work) {
        Promise<T> answer = Promise.promise();
        context.runOnContext(asked -> {
            T done = work.apply(control);
            caller.runOnContext(answered -> answer.complete(done));
        });
        return answer.future();
    }

    private LoopFigures figures() {
        return new LoopFigures(
                sessions.sizes(),
                sockJs.sessions(),
                busPeers.size(),
                slowRequests.size(),
                lanes.fanout().subscriptions() + lanes.inboxes().subscriptions(),
                lanes.channels().subscriptions().subscriptions(),
                lanes.channels().roll().size(),
                lanes.firehose().members(),
                lanes.fanout().waiting(),
                scope.timers(),
                scope.consumers(),
                lanes.intake().openGroups(),
                lanes.book().topics().size(),
                lanes.book().hasLiveFeed(),
                lanes.book().lostBatches(),
                lanes.book().fenced(),
                lanes.intake().turnsBehind());
    }

    private SessionServices sessionServices(GatewayOptions options, CredentialGate gate) {
        return new SessionServices(
                shared.node(),
                clock,
                options.limits(),
                options.auth(),
                options.policy(),
                lanes.channels(),
                gate,
                standing,
                audit,
                reception,
                lanes.messages(),
                lanes.book(),
                lanes.intake().supply(),
                lanes.fanout(),
                lanes.firehose(),
                lanes.inboxes(),
                lanes.notifications(),
                lanes.calls(),
                lanes.counters(),
                shared.gauges()::opened,
                this::ended);
    }

    private TransportServices transportServices(GatewayOptions options, CredentialGate gate, UpgradeOptions upgrades) {
        return new TransportServices(
                vertx,
                options.limits(),
                options.auth(),
                options.policy(),
                lanes.channels().publishing(),
                gate,
                shared.credentials().tickets(),
                new OriginPolicy(options.origins(), shared.certificate() != null),
                standing,
                audit,
                lanes.counters(),
                reception,
                sessions,
                new QuoteQueries(lanes.book(), clock),
                lanes.notifications(),
                upgrades,
                options.diagnostics(),
                () -> open,
                this::nextConnectionId);
    }

    private Future<Void> listen() {
        scope.consumeLocally(
                Address.NODE_PHASE.text(),
                Bodies.json(NodePhase::from),
                told -> open = told.phase() == NodePhase.Phase.READY);
        return (index == 0 ? credentials.start(scope) : Future.<Void>succeededFuture())
                .compose(heard -> lanes.listen());
    }

    private void ended(String type) {
        shared.gauges().ended(type);
        if (isEmpty() && !open) {
            everybodyLeft.tryComplete();
        }
    }

    private boolean isEmpty() {
        return sessions.size() + busPeers.size() == 0;
    }

    private String nextConnectionId() {
        return shared.node() + "-" + index + "-" + Long.toString(++connections, 36);
    }

    /** Each client its own, so that they do not all come back at once. */
    private static long reconnectAfterMs() {
        return ThreadLocalRandom.current().nextLong(MIN_RECONNECT_MS, MAX_RECONNECT_MS);
    }
}
