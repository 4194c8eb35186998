package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.VerticleKind;
import io.quotewire.emulator.CoinbaseEmulator;
import io.quotewire.kit.config.InvalidConfigException;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedVerticleTest {
    private final FeedHarness node = new FeedHarness();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aSimulatorHasStartedWhenItsFirstTickCame() {
        node.deploy(simulator(5, 1_000));
        await().until(() -> node.ticks().size() > 500);

        assertThat(node.ticks())
                .allMatch(tick -> tick.source().equals("simulated") && tick.price() != null && tick.tsMicros() > 0);
        FeedStatus last = node.statuses().get(node.statuses().size() - 1);
        assertThat(last.state()).isEqualTo(FeedState.CONNECTED);
        assertThat(last.simulated()).isTrue();
        assertThat(last.source()).isEqualTo("simulated");
        assertThat(last.feed()).isEqualTo("sim");
        assertThat(last.symbols()).hasSize(5);
        assertThat(last.publisher()).isEqualTo(node.deployment());
    }

    @Test
    void batchesAndTicksAreNumberedWithoutGaps() {
        node.deploy(simulator(20, 20_000));
        await().until(() -> node.ticks().size() > 20_000);

        long sequence = 0;
        Map<String, Long> seqs = new HashMap<>();
        for (TickBatch batch : node.batches()) {
            assertThat(batch.sequence()).isEqualTo(++sequence);
            assertThat(batch.publisher()).isEqualTo(node.deployment());
            assertThat(batch.epoch()).isEqualTo(node.batches().get(0).epoch()).isPositive();
            for (Tick tick : batch.ticks()) {
                assertThat(tick.seq()).isEqualTo(seqs.merge(tick.symbol(), 1L, Long::sum));
            }
        }
        assertThat(node.batches().size())
                .as("many ticks travel together")
                .isLessThan(node.ticks().size() / 10);
    }

    @Test
    void twoRunsOfOneSeedMakeTheSameTicks() {
        node.deploy(simulator(7, 3_000));
        await().until(() -> node.ticks().size() > 2_000);
        List<String> first = described(node.ticks()).subList(0, 2_000);
        try (FeedHarness other = new FeedHarness()) {
            other.deploy(simulator(7, 10_000));
            await().until(() -> other.ticks().size() > 2_000);

            assertThat(described(other.ticks()).subList(0, 2_000)).isEqualTo(first);
        }
    }

    @Test
    void aHelloIsAnsweredWithEverything() {
        node.deploy(simulator(5, 1));
        QuoteSnapshot snapshot = hello();

        assertThat(snapshot.publisher()).isEqualTo(node.deployment());
        assertThat(snapshot.newest()).hasSize(5);
        assertThat(snapshot.feeds()).hasSize(1);
        await().until(() -> node.batches().size() >= snapshot.sequence());
        assertThat(node.batches().get((int) snapshot.sequence() - 1).sequence()).isEqualTo(snapshot.sequence());
    }

    @Test
    void aSnapshotAndTheBatchesAfterItMissNothing() {
        node.deploy(simulator(10, 20_000));
        QuoteSnapshot snapshot = hello();
        await().until(() -> node.batches().size() > snapshot.sequence() + 5);

        Map<String, Tick> state = new HashMap<>();
        snapshot.newest().forEach(tick -> state.put(tick.symbol(), tick));
        for (TickBatch batch : node.batches()) {
            for (Tick tick : batch.ticks()) {
                if (batch.sequence() > snapshot.sequence()) {
                    assertThat(tick.seq()).isEqualTo(state.get(tick.symbol()).seq() + 1);
                    state.put(tick.symbol(), tick);
                } else {
                    assertThat(tick.seq())
                            .isLessThanOrEqualTo(state.get(tick.symbol()).seq());
                }
            }
        }
    }

    @Test
    void aHelloThatIsNotUnderstoodHarmsNothing() {
        node.deploy(simulator(5, 1));
        for (Object body : new Object[] {"text", 7, new JsonObject(), new JsonObject().put("replyTo", 7), null}) {
            node.vertx.eventBus().publish(Address.FEED_HELLO.text(), body);
        }

        assertThat(hello().newest()).hasSize(5);
    }

    @Test
    void quotesAreGivenOnRequest() {
        node.deploy(simulator(5, 1));

        JsonObject all = quotes(new JsonObject());
        assertThat(all.fieldNames()).hasSize(5);
        assertThat(quotes(null).fieldNames()).hasSize(5);
        JsonObject some = quotes(new JsonObject().put("symbols", new JsonArray().add("ETH-USD")));
        assertThat(some.fieldNames()).containsExactly("ETH-USD");
        JsonObject quote = some.getJsonObject("ETH-USD");
        assertThat(quote.getString("symbol")).isEqualTo("ETH-USD");
        assertThat(quote.getString("source")).isEqualTo("simulated");
        assertThat(quote.getLong("seq")).isPositive();
        assertThat(quotes(new JsonObject().put("symbols", new JsonArray())).fieldNames())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'symbols':'BTC-USD'}", "{'symbols':{}}", "{'symbols':[7]}", "{'symbols':[null]}", "7", "'x'"})
    void aMalformedRequestIsRefused(String body) {
        node.deploy(simulator(5, 1));

        assertThat(refusal(io.vertx.core.json.Json.decodeValue(body.replace('\'', '"'))))
                .isEqualTo(FailureCode.BAD_MESSAGE);
    }

    @Test
    void anUnknownSymbolIsRefused() {
        node.deploy(simulator(5, 1));

        assertThat(refusal(new JsonObject()
                        .put("symbols", new JsonArray().add("BTC-USD").add("NO-SUCH"))))
                .isEqualTo(FailureCode.UNKNOWN_SYMBOL);
    }

    @Test
    void beforeTheFirstPriceTheFeedIsUnavailable() throws IOException {
        node.deploy(replay(recording(3), 1, false).mergeIn(new JsonObject()));

        assertThat(refusal(new JsonObject())).isEqualTo(FailureCode.FEED_UNAVAILABLE);
    }

    @Test
    void aReplayWaitsUntilTheNodeIsReadyAndItsValuesStay() throws IOException {
        node.deploy(replay(recording(50), 1_000_000, false));
        assertThat(status().getJsonObject("checks").getJsonObject("replay").getString("text"))
                .isEqualTo("DISCONNECTED: waiting for the node to be ready");
        assertThat(node.ticks()).isEmpty();

        node.ready();
        await().until(() -> node.reached(FeedState.DISCONNECTED));

        assertThat(node.ticks()).hasSize(50);
        assertThat(node.ticks()).allMatch(tick -> tick.source().equals("replay"));
        assertThat(quotes(new JsonObject()).getJsonObject("A-B").getString("price"))
                .isEqualTo("50");
        assertThat(status().getBoolean("healthy"))
                .as("a recording's end is no fault")
                .isTrue();
        FeedStatus last = node.statuses().get(node.statuses().size() - 1);
        assertThat(last.reason()).isEqualTo("recording ended");
        assertThat(last.symbols()).containsExactly("A-B");
    }

    @Test
    void aSecondReadyDoesNotPlayAgain() throws IOException {
        node.deploy(replay(recording(50), 1_000_000, false));
        node.ready();
        await().until(() -> node.reached(FeedState.DISCONNECTED));
        node.ready();
        node.vertx.eventBus().publish(Address.NODE_PHASE.text(), new JsonObject().put("phase", "?"));

        assertThat(hello().newest().get(0).seq()).isEqualTo(50);
    }

    @Test
    void aSymbolThatAppearsIsToldSoon() throws IOException {
        node.deploy(replay(recording(2), 0.001, false));
        node.ready();

        await().until(() -> node.statuses().stream()
                .anyMatch(status -> status.state() == FeedState.CONNECTED
                        && status.symbols().contains("A-B")));
    }

    @Test
    void theStatusTellsEachFeedsFigures() throws IOException {
        Path file = recording(3);
        Files.writeString(
                file,
                Files.readString(file) + "broken\n"
                        + "{\"t\":9,\"m\":{\"type\":\"match\",\"product_id\":\"A-B\",\"sequence\":1,\"price\":\"7\"}}\n"
                        + "{\"t\":9,\"m\":{\"type\":\"match\",\"product_id\":\"A-B\",\"sequence\":9,\"price\":\"NaN\"}}\n"
                        + "{\"t\":9,\"m\":{\"type\":\"heartbeat\"}}\n");
        node.deploy(replay(file, 1_000_000, false));
        node.ready();
        await().until(() -> node.reached(FeedState.DISCONNECTED));

        JsonObject status = status();
        assertThat(status.getString("kind")).isEqualTo("feed");
        assertThat(status.getString("node")).isEqualTo(FeedHarness.NODE);
        JsonObject figures =
                status.getJsonObject("figures").getJsonObject("feeds").getJsonObject("replay");
        assertThat(figures.getLong("messages")).isEqualTo(7);
        assertThat(figures.getLong("ticks")).isEqualTo(3);
        assertThat(figures.getLong("late")).isEqualTo(1);
        assertThat(figures.getLong("bad")).isEqualTo(1);
        assertThat(figures.getInteger("symbols")).isEqualTo(1);
        assertThat(figures.getLong("lastTickAgeMs")).isNotNegative();
        assertThat(figures.getJsonObject("skipped"))
                .isEqualTo(new JsonObject()
                        .put("heartbeat", 1L)
                        .put("malformed", 1L)
                        .put("bad_price", 1L)
                        .put("late", 1L));
        assertThat(node.registry
                        .get("feed.messages")
                        .tag("feed", "replay")
                        .counter()
                        .count())
                .isEqualTo(7);
        assertThat(node.registry
                        .get("feed.ticks")
                        .tag("feed", "replay")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(node.registry
                        .get("feed.skipped")
                        .tags("feed", "replay", "reason", "late")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(node.registry
                        .get("feed.state")
                        .tags("feed", "replay", "state", "disconnected")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aLiveFeedHasStartedWhenItsFirstPriceCame() {
        try (CoinbaseEmulator emulator = CoinbaseEmulator.start(node.vertx, 5_000)) {
            node.deploy(new JsonObject()
                    .put(
                            "cb",
                            new JsonObject()
                                    .put("type", "coinbase")
                                    .put("url", emulator.url())
                                    .put("symbols", new JsonArray().add("BTC-USD"))));
            assertThat(hello().newest()).extracting(Tick::symbol).containsExactly("BTC-USD");

            emulator.trade("BTC-USD", "2.50", "buy");
            await().until(() -> node.ticks().size() == 3);

            assertThat(node.ticks())
                    .extracting(Tick::price, Tick::change, Tick::changePercent, Tick::side)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("1.00", null, null, "sell"),
                            org.assertj.core.groups.Tuple.tuple("2.50", "1.50", "150.0000", "buy"),
                            org.assertj.core.groups.Tuple.tuple("2.50", "1.50", "150.0000", "buy"));
            emulator.lateMatch("BTC-USD", "9.99");
            emulator.trade("BTC-USD", "2.60", "buy");
            await().until(() -> node.ticks().size() == 5);
            assertThat(node.ticks()).extracting(Tick::price).doesNotContain("9.99");
            assertThat(status().getBoolean("healthy")).isTrue();
            node.undeploy();
            await().until(() -> emulator.open() == 0);
        }
    }

    @Test
    void stoppingLeavesNothingBehind() {
        node.deploy(simulator(5, 1_000));
        node.undeploy();

        assertThat(node.registry.getMeters()).isEmpty();
        assertThat(node.statuses().get(node.statuses().size() - 1).state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(node.statuses().get(node.statuses().size() - 1).reason()).isEqualTo("stopped");
        assertThat(FailureCode.of(failure(request(Address.QUOTES_SNAPSHOT.text(), new JsonObject()))))
                .as("nobody answers")
                .contains(FailureCode.TIMEOUT);
    }

    @Test
    void withoutFeedsItStartsAtOnce() {
        node.deploy(new JsonObject());

        assertThat(refusal(new JsonObject())).isEqualTo(FailureCode.FEED_UNAVAILABLE);
        assertThat(status().getBoolean("healthy")).isTrue();
    }

    @Test
    void aWrongConfigurationStopsTheStart() {
        assertThatThrownBy(() -> node.deploy(new JsonObject().put("x", new JsonObject().put("type", "kraken"))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("feed.sources.x.type");
    }

    private static JsonObject simulator(int symbols, double rate) {
        return new JsonObject()
                .put(
                        "sim",
                        new JsonObject()
                                .put("type", "simulator")
                                .put("symbols", symbols)
                                .put("rate", rate));
    }

    private static JsonObject replay(Path file, double speed, boolean loop) {
        return new JsonObject()
                .put(
                        "replay",
                        new JsonObject()
                                .put("type", "replay")
                                .put("url", file.toString())
                                .put("speed", speed)
                                .put("loop", loop));
    }

    private Path recording(int matches) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= matches; i++) {
            lines.append("{\"t\":" + i * 1_000_000L
                    + ",\"m\":{\"type\":\"match\",\"product_id\":\"A-B\",\"sequence\":" + i + ",\"price\":\"" + i
                    + "\",\"size\":\"1\",\"side\":\"buy\"}}\n");
        }
        return Files.writeString(folder.resolve("recording.jsonl"), lines);
    }

    private static List<String> described(List<Tick> ticks) {
        return ticks.stream()
                .map(tick -> tick.toJson().put("seq", tick.seq()))
                .map(json -> {
                    json.remove("ts");
                    return json.encode();
                })
                .toList();
    }

    private QuoteSnapshot hello() {
        Map<String, QuoteSnapshot> answer = new ConcurrentHashMap<>();
        String replyTo = "test.hello." + System.nanoTime();
        FeedHarness.await(node.vertx
                .eventBus()
                .<QuoteSnapshot>consumer(replyTo, message -> answer.put("", message.body()))
                .completion());
        node.vertx.eventBus().publish(Address.FEED_HELLO.text(), new JsonObject().put("replyTo", replyTo));
        await().until(() -> !answer.isEmpty());
        return answer.get("");
    }

    private JsonObject quotes(JsonObject body) {
        return FeedHarness.await(request(Address.QUOTES_SNAPSHOT.text(), body))
                .body()
                .getJsonObject("quotes");
    }

    private JsonObject status() {
        return FeedHarness.await(request(Address.verticleStatus(VerticleKind.FEED, FeedHarness.NODE), new JsonObject()))
                .body();
    }

    private FailureCode refusal(Object body) {
        return FailureCode.of(failure(request(Address.QUOTES_SNAPSHOT.text(), body)))
                .orElseThrow();
    }

    private Future<Message<JsonObject>> request(String address, Object body) {
        return node.vertx.eventBus().request(address, body);
    }

    private static Throwable failure(Future<?> future) {
        return FeedHarness.await(future.map(answer -> (Throwable) null).otherwise(cause -> cause));
    }
}
