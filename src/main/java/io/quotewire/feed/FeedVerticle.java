package io.quotewire.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.Bodies;
import io.quotewire.bus.FeedDemand;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickDigest;
import io.quotewire.feed.lease.Lease.Candidate;
import io.quotewire.feed.lease.SharedLeases;
import io.quotewire.feed.quality.QuoteSink;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the configured feeds and publishes their ticks; in a cluster, those of them that no other node runs. It has started when it is
 * known who runs what and, of what runs here, the first tick came, after ten seconds at most; recordings begin when the node is ready.
 * Confined to its event loop.
 */
public final class FeedVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(FeedVerticle.class);
    private static final long FIRST_TICK_MS = 10_000;
    private static final long STATUS_MS = 5_000;
    private static final long DEMAND_MS = 1_000;
    private static final long SYMBOLS_MS = 1_000;

    /** Of its own in the whole cluster; the ids of deployments count up from 1 in every process. */
    private final String id = UUID.randomUUID().toString();

    private final MeterRegistry registry;
    private final LongSupplier clockMicros;
    private final Quotes quotes = new Quotes();
    private final List<Ingester> ingesters = new ArrayList<>();
    private final Promise<Void> firstTick = Promise.promise();
    private @Nullable Scope scope;
    private @Nullable FeedLeases leases;

    /** With the process's meters and clock. */
    public FeedVerticle() {
        this(Meters.registry(), EpochMicros::now);
    }

    FeedVerticle(MeterRegistry registry, LongSupplier clockMicros) {
        this.registry = registry;
        this.clockMicros = clockMicros;
    }

    @Override
    public Future<?> start() {
        Problems problems = new Problems();
        FeedOptions options = FeedOptions.from(config().getJsonObject("feed"), problems);
        problems.throwIfAny();
        quotes.arbitrate(options.arbitrations());
        String node = config().getJsonObject("node", new JsonObject()).getString("id", id);
        Scope owned = new Scope(vertx);
        scope = owned;
        QuotePublisher publisher = new QuotePublisher(vertx.eventBus(), FeedVerticle::steadyMs);
        DemandBook demand = new DemandBook(FeedVerticle::steadyMs);
        SymbolStatusPublisher symbols =
                new SymbolStatusPublisher(vertx.eventBus(), quotes, id, this::runningFeeds, clockMicros);
        FeedMirror mirror = new FeedMirror(this::heard);
        Surroundings here = new Surroundings(
                vertx,
                owned,
                quotes,
                registry,
                clockMicros,
                publisher,
                demand,
                symbols,
                mirror,
                firstTick::tryComplete);
        FeedUnits.of(options.sources(), options.arbitrations())
                .forEach((name, unit) -> ingesters.add(new Ingester(here, name, unit)));
        owned.consumeLocally(Address.NODE_PHASE.text(), Bodies.json(NodePhase::from), this::phase);
        owned.every(TickDigest.INTERVAL_MS, () -> ingesters.forEach(Ingester::digest));
        owned.every(STATUS_MS, () -> ingesters.forEach(Ingester::tellStatus));
        owned.every(SYMBOLS_MS, () -> checkSymbols(symbols));
        owned.every(STATUS_MS, symbols::mark);
        return new FeedConsumers(vertx, node, quotes, ingesters, mirror, symbols)
                .register(owned)
                .compose(registered -> hearWishes(publisher, demand, owned))
                .compose(registered -> share(node, mirror, owned))
                .compose(decided -> awaitFirstTick(owned))
                .recover(failure -> release().transform(released -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        return release();
    }

    private void heard(String publisher, long fence) {
        if (leases != null) {
            leases.heard(publisher, fence);
        }
    }

    /** Hears what services listen to, and, where a feed follows demand, what clients want. */
    private static Future<Void> hearWishes(QuotePublisher publisher, DemandBook demand, Scope owned) {
        owned.every(QuoteInterest.RENEWAL_MS, publisher::expire);
        Future<Void> services =
                owned.consume(Address.QUOTES_INTEREST.text(), Bodies.json(QuoteInterest::from), interest -> {
                    publisher.interest(interest.symbols());
                    demand.wanted(interest.symbols());
                });
        if (!demand.hasFollowers()) {
            return services;
        }
        owned.every(DEMAND_MS, demand::tick);
        return services.compose(heard -> owned.consume(
                Address.FEED_DEMAND.text(), Bodies.json(FeedDemand::from), wished -> demand.wanted(wished.symbols())));
    }

    private static long steadyMs() {
        return System.nanoTime() / 1_000_000;
    }

    /** Runs everything; in a cluster, what no other node runs. */
    private Future<Void> share(String node, FeedMirror mirror, Scope owned) {
        ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
        if (cluster == null) {
            ingesters.forEach(ingester -> ingester.begin(clockMicros.getAsLong()));
            return Future.succeededFuture();
        }
        Candidate self = new Candidate(cluster.getNodeId(), id, node);
        FeedLeases contending = new FeedLeases(vertx, owned, self, clockMicros);
        leases = contending;
        String address = Address.feedMirror(id);
        return Future.join(
                        owned.consume(Address.FEED_DIGEST.text(), Bodies.of(TickDigest.class), mirror::accept),
                        owned.consume(address, Bodies.of(QuoteSnapshot.class), mirror::accept))
                .onSuccess(listening ->
                        vertx.eventBus().publish(Address.FEED_HELLO.text(), new JsonObject().put("replyTo", address)))
                .compose(listening -> SharedLeases.open(vertx, () -> Set.copyOf(cluster.getNodes())))
                .compose(store -> contending.start(store, ingesters));
    }

    private void checkSymbols(SymbolStatusPublisher symbols) {
        quotes.check(clockMicros.getAsLong(), new CheckSink());
        ingesters.forEach(ingester -> ingester.feeds().forEach(Feed::measure));
        symbols.publish();
    }

    private Set<String> runningFeeds() {
        return ingesters.stream()
                .filter(Ingester::isRunning)
                .flatMap(ingester -> ingester.feeds().stream())
                .map(Feed::name)
                .collect(Collectors.toSet());
    }

    /** Takes what another feed shows when one has frozen. */
    private final class CheckSink implements QuoteSink {
        @Override
        public void tick(Tick tick) {
            for (Ingester ingester : ingesters) {
                if (ingester.feeds().stream().anyMatch(feed -> feed.gives(tick))) {
                    ingester.tick(tick);
                }
            }
        }

        @Override
        public void heldBack(SkipReason reason) {}

        @Override
        public void appeared(String symbol) {}
    }

    /** Stops and gives back everything; also after a start that failed. */
    private Future<Void> release() {
        Future<Void> handedOver = leases == null ? Future.succeededFuture() : leases.close();
        return handedOver
                .eventually(() ->
                        Future.join(ingesters.stream().map(Ingester::close).toList()))
                .eventually(() -> scope == null ? Future.succeededFuture() : scope.close());
    }

    private Future<Void> awaitFirstTick(Scope owned) {
        if (ingesters.stream().noneMatch(Ingester::givesTicksAtOnce)) {
            return Future.succeededFuture();
        }
        long patience = owned.after(FIRST_TICK_MS, () -> {
            LOG.atWarn().addKeyValue("afterMs", FIRST_TICK_MS).log("no tick yet, going on without");
            firstTick.tryComplete();
        });
        return firstTick.future().onComplete(came -> owned.cancel(patience));
    }

    private void phase(NodePhase told) {
        if (told.phase() == NodePhase.Phase.READY) {
            ingesters.forEach(Ingester::nodeIsReady);
        }
    }
}
