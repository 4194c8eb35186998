package io.quotewire.gateway;

import io.quotewire.bus.Address;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.auth.OriginPolicy;
import io.quotewire.gateway.limit.Reception;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.remote.NotificationRequests;
import io.quotewire.gateway.session.ChannelServices;
import io.quotewire.gateway.session.Clock;
import io.quotewire.gateway.session.CredentialGate;
import io.quotewire.gateway.session.MessageCounters;
import io.quotewire.gateway.session.QuoteQueries;
import io.quotewire.gateway.session.SessionRegistry;
import io.quotewire.gateway.session.SessionServices;
import io.quotewire.gateway.session.Standing;
import io.quotewire.gateway.subscription.Fanout;
import io.quotewire.gateway.subscription.Firehose;
import io.quotewire.gateway.subscription.Inboxes;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.QuoteTopic;
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
import io.vertx.core.json.JsonObject;
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
    private static final long FLUSH_MS = 20;
    private static final long COMPARE_MS = 5_000;
    private static final int MIN_RECONNECT_MS = 500;
    private static final int MAX_RECONNECT_MS = 3_000;
    private static final long PAUSE_MS = 1;

    private final SharedByLoops shared;
    private final int index;
    private final Clock clock = Clock.system();
    private final Messages messages = new Messages(clock.wallMs());
    private final QuoteBook book = new QuoteBook(this::carry, clock.steadyMs());
    private final Fanout fanout = new Fanout(messages, clock.steadyMs());
    private final Firehose firehose = new Firehose(messages, book, this::afterAMoment);
    private NotificationRequests notifications;
    private Inboxes inboxes;
    private final Promise<Void> everybodyLeft = Promise.promise();
    private List<Future<Void>> leaving = List.of(everybodyLeft.future());
    private final FrameDeflater deflater = new FrameDeflater();
    private Standing standing;
    private Scope scope;
    private AuditTrail audit;
    private LoopControl control;
    private CredentialDesk credentials;
    private Reception reception;
    private List<LaneMeter> laneMeters = List.of();
    private MessageCounters counters;
    private ChannelServices channels;
    private SessionRegistry sessions;
    private SockJsServer sockJs;
    private BusPeers busPeers;
    private SlowRequests slowRequests;
    private LoopServer server;
    private long connections;
    private MarketIntake intake;
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
        openLanes();
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
        keepTime(options);
        return providers
                .follow(control::apiKeysChanged)
                .compose(known -> listen())
                .compose(ready -> server.listen());
    }

    /** What clients get, and where it comes from. */
    private void openLanes() {
        notifications = new NotificationRequests(vertx);
        inboxes = new Inboxes(messages, notifications, clock.steadyMs());
        intake = marketIntake();
        counters = new MessageCounters(shared.registry());
        channels = ChannelServices.of(vertx, shared.options().policy(), messages, counters);
        laneMeters = List.of(
                new LaneMeter(shared.registry(), "prices", fanout.ledger()),
                new LaneMeter(shared.registry(), "all", firehose.ledger()));
    }

    @Override
    public Future<?> stop() {
        open = false;
        sessions.drain(() -> messages.shutdown("the node shuts down", reconnectAfterMs()));
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
                .compose(closed -> here(intake.close()))
                .onSuccess(closed -> pushMeters())
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

    /** The loops send their frames of all prices one after another: at once they would be in each other's way. */
    private void keepTime(GatewayOptions options) {
        scope.every(TICK_MS, this::tick);
        scope.every(FLUSH_MS, () -> {
            inboxes.flush();
            intake.flush();
            fanout.flush();
        });
        scope.every(COMPARE_MS, inboxes::compare);
        scope.after(
                1 + (long) options.priceIntervalMs() * index / shared.loops(),
                () -> scope.every(options.priceIntervalMs(), firehose::flush));
    }

    private void afterAMoment(Runnable task) {
        scope.after(PAUSE_MS, task);
    }

    private void pushMeters() {
        laneMeters.forEach(LaneMeter::push);
        counters.push();
    }

    private void tick() {
        pushMeters();
        sessions.tick();
        sockJs.tick();
        busPeers.tick();
        slowRequests.tick();
        audit.tick();
        intake.tick(clock.wallMs().getAsLong());
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
                fanout.subscriptions() + inboxes.subscriptions(),
                channels.subscriptions().subscriptions(),
                firehose.members(),
                fanout.waiting(),
                scope.timers(),
                scope.consumers(),
                intake.openGroups(),
                book.topics().size(),
                book.hasLiveFeed(),
                book.lostBatches(),
                intake.turnsBehind());
    }

    private MarketIntake marketIntake() {
        String address = Address.gatewayLoop(shared.node(), index);
        return new MarketIntake(
                context,
                address,
                book,
                fanout,
                clock.steadyMs(),
                shared.options().lingerSeconds() * 1000L);
    }

    private SessionServices sessionServices(GatewayOptions options, CredentialGate gate) {
        return new SessionServices(
                shared.node(),
                clock,
                options.limits(),
                options.auth(),
                options.policy(),
                channels,
                gate,
                standing,
                audit,
                reception,
                messages,
                book,
                intake.supply(),
                fanout,
                firehose,
                inboxes,
                notifications,
                counters,
                shared.gauges()::opened,
                this::ended);
    }

    private TransportServices transportServices(GatewayOptions options, CredentialGate gate, UpgradeOptions upgrades) {
        return new TransportServices(
                vertx,
                options.limits(),
                options.auth(),
                options.policy(),
                channels.publishing(),
                gate,
                shared.credentials().tickets(),
                new OriginPolicy(options.origins(), shared.certificate() != null),
                standing,
                audit,
                counters,
                reception,
                sessions,
                new QuoteQueries(book, clock),
                notifications,
                upgrades,
                options.diagnostics(),
                () -> open,
                this::nextConnectionId);
    }

    private Future<Void> listen() {
        scope.<JsonObject>consumeLocally(Address.NODE_PHASE.text(), message -> {
            NodePhase.Phase phase = NodePhase.from(message.body()).phase();
            open = phase == NodePhase.Phase.READY;
        });
        return (index == 0 ? credentials.start(scope) : Future.<Void>succeededFuture())
                .compose(heard -> intake.listen(scope))
                .compose(heard -> scope.<JsonObject>consume(
                        Address.CHANNEL_MESSAGE.text(),
                        message -> channels.subscriptions().published(message.body())))
                .compose(heard -> scope.<JsonObject>consume(
                        Address.NOTIFICATIONS_STORED.text(), message -> inboxes.stored(message.body())))
                .mapEmpty();
    }

    private void carry(QuoteTopic topic, Tick tick) {
        fanout.note(topic, tick);
        firehose.note(topic, tick);
        // What a group brings while it is being opened is as old as it is, and so is what digests bring.
        if (topic.group().isLive() && fanout.subscriptions() + firehose.members() > 0) {
            shared.gauges().latency(clock.wallMs().getAsLong() * 1000 - tick.tsMicros());
        }
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
