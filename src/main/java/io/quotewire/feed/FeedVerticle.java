package io.quotewire.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.bus.NodePhase;
import io.quotewire.bus.QuoteInterest;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickTurn;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.Source;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the configured feeds and publishes their ticks. It has started when the first tick came, after ten seconds at
 * most; recordings begin when the node is ready. Confined to its event loop.
 */
public final class FeedVerticle extends VerticleBase implements FeedOutlet {
    private static final Logger LOG = LoggerFactory.getLogger(FeedVerticle.class);
    private static final long FIRST_TICK_MS = 10_000;
    private static final long STATUS_MS = 5_000;
    private static final long NEW_SYMBOLS_MS = 100;

    private final MeterRegistry registry;
    private final LongSupplier clockMicros;
    private final Quotes quotes = new Quotes();
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Source> running = new ArrayList<>();
    private final List<Source> recordings = new ArrayList<>();
    private final Set<Feed> withNewSymbols = new LinkedHashSet<>();
    private final Promise<Void> firstTick = Promise.promise();
    private @Nullable Scope scope;
    private @Nullable TickBatcher batcher;
    private @Nullable DigestPublisher digests;
    private boolean hasNewSymbols;
    private @Nullable QuotePublisher quotePublisher;

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
        String node = config().getJsonObject("node", new JsonObject()).getString("id", deploymentID());
        Scope owned = new Scope(vertx);
        TickBatcher batches = new TickBatcher(vertx, deploymentID(), clockMicros.getAsLong(), this::publish);
        DigestPublisher digest = new DigestPublisher(vertx.eventBus(), quotes, batches);
        scope = owned;
        batcher = batches;
        digests = digest;
        List<Source> atOnce = new ArrayList<>();
        for (SourceOptions source : options.sources()) {
            Feed feed = new Feed(source, quotes, new FeedFigures(source.name(), registry), this, clockMicros);
            feeds.add(feed);
            (source.type() == SourceType.REPLAY ? recordings : atOnce).add(SourceFactory.create(vertx, source, feed));
        }
        owned.consumeLocally(Address.NODE_PHASE.text(), this::phase);
        QuotePublisher publisher = new QuotePublisher(vertx.eventBus(), () -> System.nanoTime() / 1_000_000);
        quotePublisher = publisher;
        owned.every(QuoteInterest.RENEWAL_MS, publisher::expire);
        owned.every(TickDigest.INTERVAL_MS, digest::publish);
        // So that whoever hears nothing knows that this process is gone.
        owned.every(STATUS_MS, () -> feeds.forEach(this::statusChanged));
        return new FeedConsumers(vertx, node, quotes, feeds, batches, digest)
                .register(owned)
                .compose(registered -> owned.<Object>consume(Address.QUOTES_INTEREST.text(), publisher::interest))
                .compose(registered -> begin(atOnce, owned))
                .recover(failure -> release().transform(released -> Future.failedFuture(failure)));
    }

    @Override
    public Future<?> stop() {
        return release();
    }

    @Override
    public void tick(Tick tick) {
        if (batcher != null) {
            batcher.add(tick);
        }
        firstTick.tryComplete();
    }

    @Override
    public void statusChanged(Feed feed) {
        if (batcher != null) {
            // The ticks that came before the news go out before it.
            batcher.flush();
            vertx.eventBus()
                    .publish(
                            Address.FEED_STATUS.text(),
                            feed.status(batcher.publisher()).toJson());
        }
    }

    @Override
    public void symbolAppeared(Feed feed) {
        if (withNewSymbols.isEmpty() && scope != null) {
            scope.after(NEW_SYMBOLS_MS, this::tellNewSymbols);
        }
        withNewSymbols.add(feed);
        hasNewSymbols = true;
    }

    /** Stops and gives back everything; also after a start that failed. */
    private Future<Void> release() {
        List<Future<?>> ending = new ArrayList<>();
        running.forEach(source -> ending.add(source.stop()));
        return Future.join(ending)
                .eventually(() -> {
                    if (batcher != null) {
                        batcher.flush();
                    }
                    if (digests != null) {
                        digests.publish();
                    }
                    feeds.forEach(Feed::close);
                    return scope == null ? Future.succeededFuture() : scope.close();
                })
                .mapEmpty();
    }

    private void tellNewSymbols() {
        withNewSymbols.forEach(this::statusChanged);
        withNewSymbols.clear();
    }

    private Future<Void> begin(List<Source> atOnce, Scope owned) {
        atOnce.forEach(this::run);
        if (atOnce.isEmpty()) {
            return Future.succeededFuture();
        }
        long patience = owned.after(FIRST_TICK_MS, () -> {
            LOG.atWarn().addKeyValue("afterMs", FIRST_TICK_MS).log("no tick yet, going on without");
            firstTick.tryComplete();
        });
        return firstTick.future().onComplete(came -> owned.cancel(patience));
    }

    private void run(Source source) {
        running.add(source);
        source.start();
    }

    private void phase(Message<JsonObject> message) {
        try {
            if (NodePhase.from(message.body()).phase() == NodePhase.Phase.READY) {
                recordings.forEach(this::run);
                recordings.clear();
            }
        } catch (MalformedMessageException malformed) {
            LOG.atWarn().addKeyValue("problem", malformed.getMessage()).log("node phase ignored");
        }
    }

    private void publish(TickTurn turn) {
        if (hasNewSymbols && digests != null) {
            // Whoever is told of a symbol, by whomever, finds it known everywhere.
            hasNewSymbols = false;
            digests.publish();
        }
        turn.publish(vertx.eventBus());
        if (quotePublisher != null) {
            turn.batches().forEach(quotePublisher::publish);
        }
    }
}
