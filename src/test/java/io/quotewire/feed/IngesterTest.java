package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.BusCodecs;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feeds that go from node to node: what the one that begins knows, keeps and says. */
class IngesterTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final FeedMirror mirror = new FeedMirror((publisher, fence) -> {});
    private final Queue<Tick> ticks = new ConcurrentLinkedQueue<>();
    private final Queue<FeedStatus> statuses = new ConcurrentLinkedQueue<>();
    private Ingester ingester;

    @BeforeEach
    void listen() {
        BusCodecs.register(vertx.eventBus());
        for (int group = 0; group < TickGroup.COUNT; group++) {
            vertx.eventBus()
                    .<TickBatch>consumer(
                            Address.ticks(group),
                            message -> ticks.addAll(message.body().ticks()));
        }
        vertx.eventBus()
                .<JsonObject>consumer(
                        Address.FEED_STATUS.text(), message -> statuses.add(FeedStatus.from(message.body())));
    }

    @AfterEach
    void close() {
        onLoop(() -> ingester.close());
        FeedHarness.await(vertx.close());
    }

    private void make(JsonObject sources) {
        Problems problems = new Problems();
        FeedOptions options = FeedOptions.from(new JsonObject().put("sources", sources), problems);
        problems.throwIfAny();
        onLoop(() -> {
            Quotes quotes = new Quotes();
            Surroundings here = new Surroundings(
                    vertx,
                    new Scope(vertx),
                    quotes,
                    new SimpleMeterRegistry(),
                    EpochMicros::now,
                    new QuotePublisher(vertx.eventBus(), System::currentTimeMillis),
                    new DemandBook(System::currentTimeMillis),
                    new SymbolStatusPublisher(vertx.eventBus(), quotes, "me", Set::of, EpochMicros::now),
                    mirror,
                    () -> {});
            ingester = new Ingester(here, "f", options.sources());
            return null;
        });
    }

    private void makeDesk() {
        JsonObject desk = new JsonObject().put("type", "bus").put("symbols", new JsonArray().add("GOLD-USD"));
        make(new JsonObject().put("f", desk));
    }

    private void makeCoinbase(ExchangeServer exchange) {
        make(new JsonObject().put("f", coinbase(exchange, "BTC-USD")));
    }

    private static JsonObject coinbase(ExchangeServer exchange, String symbol) {
        return new JsonObject()
                .put("type", "coinbase")
                .put("url", exchange.url())
                .put("polling", false)
                .put("symbols", new JsonArray().add(symbol));
    }

    /** Another node has published it. */
    private void published(long fence, String symbol, long seq, String price) {
        Tick tick = new Tick(
                symbol, seq, "f", seq, price, "5", "1", "0.1", price, price, null, null, "2026-01-01T00:00:00Z");
        onLoop(() -> {
            mirror.accept(new TickDigest("f", fence, 1, Map.of(), List.of(tick)));
            return null;
        });
    }

    private void begin(long fence) {
        onLoop(() -> {
            ingester.begin(fence);
            return null;
        });
    }

    private void ingest(JsonObject tick) {
        await().until(() -> {
            Throwable failure = FeedHarness.failure(vertx.eventBus().request(Address.FEED_INGEST.text(), tick));
            return failure == null;
        });
    }

    private <T> T onLoop(Supplier<T> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(there -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException | AssertionError failure) {
                done.fail(failure);
            }
        });
        return FeedHarness.await(done.future());
    }

    private Tick awaitTick(int index) {
        await().until(() -> ticks.size() > index);
        return List.copyOf(ticks).get(index);
    }

    @Test
    void whoBeginsKnowsTheLastPricesOfOthersAsValuesThatAreNoNews() {
        published(5, "GOLD-USD", 9, "1900.5");
        makeDesk();
        begin(6);

        List<Tick> known = onLoop(() -> ingester.snapshot(null)).newest();
        assertThat(known).extracting(Tick::price).containsExactly("1900.5");
        assertThat(known).extracting(Tick::tsMicros).containsExactly(9L);
        assertThat(ticks).isEmpty();

        ingest(new JsonObject().put("symbol", "GOLD-USD").put("bid", "1900"));
        Tick tick = awaitTick(0);
        assertThat(tick.price()).isEqualTo("1900.5");
        assertThat(tick.bid()).isEqualTo("1900");
        assertThat(tick.seq()).isEqualTo(10);
    }

    @Test
    void whatItPublishedBeforeAnotherDidIsNotShownAgain() {
        makeDesk();
        begin(1);
        ingest(new JsonObject().put("symbol", "GOLD-USD").put("price", "50"));
        awaitTick(0);
        onLoop(() -> {
            ingester.standBy("another runs it");
            return null;
        });
        published(2, "GOLD-USD", 40, "60");
        begin(3);
        ingest(new JsonObject().put("symbol", "GOLD-USD").put("ask", "61"));

        assertThat(awaitTick(1).price()).isEqualTo("60");
        assertThat(awaitTick(1).seq()).isEqualTo(41);
    }

    @Test
    void whatItKnewIsForgottenWhereNobodyKnowsWhatOthersHavePublishedSince() {
        makeDesk();
        begin(1);
        ingest(new JsonObject().put("symbol", "GOLD-USD").put("price", "50"));
        awaitTick(0);
        onLoop(() -> {
            ingester.standBy("another runs it");
            return null;
        });
        begin(3);
        ingest(new JsonObject().put("symbol", "GOLD-USD").put("ask", "61"));

        assertThat(awaitTick(1).price()).isNull();
        assertThat(awaitTick(1).seq()).isEqualTo(2);
    }

    @Test
    void afterACleanHandOverBidAndAskGoOnToo() {
        try (ExchangeServer exchange = ExchangeServer.start(vertx, new CoinbaseDialect())) {
            makeCoinbase(exchange);
            warmUp();
            published(5, "BTC-USD", 9, "0.95");
            begin(6);
            assertThat(ticks).isEmpty();
            onLoop(() -> {
                ingester.goOn(new JsonObject());
                return null;
            });

            // The last match, which the one before had not published.
            assertThat(awaitTick(0).price()).isEqualTo("1.00");
            assertThat(awaitTick(0).bid()).isEqualTo("0.95");
            assertThat(awaitTick(0).seq()).isEqualTo(10);
        }
    }

    @Test
    void afterAKillBidAndAskAreNotKnownBeforeTheExchangeTellsThem() {
        try (ExchangeServer exchange = ExchangeServer.start(vertx, new CoinbaseDialect())) {
            makeCoinbase(exchange);
            published(5, "BTC-USD", 9, "0.95");
            begin(6);

            assertThat(awaitTick(0).price()).isEqualTo("1.00");
            assertThat(awaitTick(0).bid()).isNull();
            assertThat(awaitTick(0).volume()).isEqualTo("5");
        }
    }

    @Test
    void whoIsAskedToGoOnWhileItIsStillStoppingKeepsWhatItHears() {
        try (ExchangeServer exchange = ExchangeServer.start(vertx, new CoinbaseDialect())) {
            makeCoinbase(exchange);
            begin(1);
            awaitTick(0);
            boolean isWarmAtOnce = onLoop(() -> {
                ingester.standBy("another runs it");
                ingester.warmUp();
                return ingester.isWarm();
            });
            assertThat(isWarmAtOnce).as("its source has not even begun").isFalse();
            await().atMost(20, TimeUnit.SECONDS).until(() -> onLoop(ingester::isWarm) && exchange.open() == 1);
            exchange.trade("BTC-USD", "1.07", "buy");
            await().until(() -> onLoop(() -> ingester.feeds().get(0).figures().getLong("messages")) > 6);
            begin(2);
            onLoop(() -> {
                ingester.goOn(new JsonObject());
                return null;
            });

            await().until(() -> ticks.stream().anyMatch(tick -> "1.07".equals(tick.price())));
        }
    }

    @Test
    void ofFeedsThatRunTogetherSomeMayBeConnectedAndSomeNot() {
        try (ExchangeServer exchange = ExchangeServer.start(vertx, new CoinbaseDialect());
                ExchangeServer down = ExchangeServer.start(vertx, new CoinbaseDialect())) {
            down.command(emulated -> emulated.refuseHandshakes(503, ""));
            make(new JsonObject().put("f", coinbase(exchange, "BTC-USD")).put("g", coinbase(down, "ETH-USD")));
            onLoop(() -> {
                ingester.warmUp();
                return null;
            });
            assertThat(onLoop(ingester::isWarmInPart)).isFalse();
            await().atMost(20, TimeUnit.SECONDS).until(() -> onLoop(ingester::isWarmInPart));
            assertThat(onLoop(ingester::isWarm)).isFalse();

            begin(1);
            assertThat(onLoop(ingester::isWarmInPart)).as("it runs").isFalse();
        }
    }

    @Test
    void whoMayHaveBeenReplacedSaysNothingOfItsStateAndOfWhatItKnows() {
        makeDesk();
        onLoop(() -> {
            ingester.onlyWhile(() -> false);
            return null;
        });
        begin(1);
        await().until(() -> onLoop(() -> ingester.feeds().get(0).isFine()));
        onLoop(() -> {
            ingester.tellStatus();
            return null;
        });
        assertThat(onLoop(() -> ingester.snapshot(null))).isNull();
        onLoop(() -> {
            ingester.onlyWhile(() -> true);
            ingester.tellStatus();
            return null;
        });

        await().until(() -> !statuses.isEmpty());
        assertThat(statuses).hasSize(1);
    }

    private void warmUp() {
        onLoop(() -> {
            ingester.warmUp();
            return null;
        });
        await().atMost(20, TimeUnit.SECONDS).until(() -> onLoop(ingester::isWarm));
    }
}
