package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import io.quotewire.kit.config.InvalidConfigException;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.quotewire.testkit.exchange.Trade;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        node.deploy(FeedHarness.simulator(5, 1_000));
        await().until(() -> node.ticks().size() > 500);

        assertThat(node.ticks())
                .allMatch(tick -> tick.source().equals("simulated") && tick.price() != null && tick.tsMicros() > 0);
        FeedStatus last = node.statuses().get(node.statuses().size() - 1);
        assertThat(last.state()).isEqualTo(FeedState.CONNECTED);
        assertThat(last.simulated()).isTrue();
        assertThat(last.source()).isEqualTo("simulated");
        assertThat(last.feed()).isEqualTo("sim");
        assertThat(last.symbols()).hasSize(5);
        assertThat(last.publisher()).isEqualTo("sim");
    }

    @Test
    void batchesAndTicksAreNumberedWithoutGaps() {
        node.deploy(FeedHarness.simulator(3, 20_000));
        await().until(() -> node.ticks().size() > 20_000);

        Map<Integer, Long> sequences = new HashMap<>();
        Map<String, Long> seqs = new HashMap<>();
        for (TickBatch batch : node.batches()) {
            assertThat(batch.sequence()).isEqualTo(sequences.merge(batch.group(), 1L, Long::sum));
            assertThat(batch.publisher()).isEqualTo("sim");
            assertThat(batch.epoch()).isEqualTo(node.batches().get(0).epoch()).isPositive();
            for (Tick tick : batch.ticks()) {
                assertThat(TickGroup.of(tick.symbol())).isEqualTo(batch.group());
                assertThat(tick.seq()).isEqualTo(seqs.merge(tick.symbol(), 1L, Long::sum));
            }
        }
        assertThat(node.batches().size())
                .as("many ticks travel together")
                .isLessThan(node.ticks().size() / 2);
    }

    @Test
    void digestsAreNumberedAndHoldTheNewestOfWhatHasChanged() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 50), 1_000_000, false));
        node.ready();
        await().until(() -> node.isPlayed());
        node.undeploy();

        long number = 0;
        for (TickDigest digest : node.digests()) {
            assertThat(digest.number()).isEqualTo(++number);
        }
        TickDigest digest = node.digests().get(node.digests().size() - 1);
        assertThat(digest.newest()).extracting(Tick::symbol, Tick::seq).containsExactly(Assertions.tuple("A-B", 50L));
        TickBatch last = node.batches().get(node.batches().size() - 1);
        assertThat(digest.sequences()).hasSize(TickGroup.COUNT).containsEntry(last.group(), last.sequence());
        assertThat(digest.publisher()).isEqualTo(last.publisher());
        assertThat(digest.epoch()).isEqualTo(last.epoch());
    }

    @Test
    void aSymbolThatAppearsIsToldToEverybodyBeforeItsFirstTick() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 2), 0.001, false));
        node.ready();
        await().until(() -> !node.batches().isEmpty());

        assertThat(node.digests()).isNotEmpty();
        assertThat(node.digests().get(0).newest()).extracting(Tick::symbol).containsExactly("A-B");
    }

    @Test
    void digestsAndBatchesAgree() {
        node.deploy(FeedHarness.simulator(20, 5_000));
        await().until(() -> node.digests().size() >= 3);
        node.undeploy();

        Map<String, Long> newest = new HashMap<>();
        Map<Integer, Long> sequences = new HashMap<>();
        node.ticks().forEach(tick -> newest.put(tick.symbol(), tick.seq()));
        node.batches().forEach(batch -> sequences.put(batch.group(), batch.sequence()));
        TickDigest last = node.digests().get(node.digests().size() - 1);
        assertThat(last.sequences()).as("the last comes at the end").containsAllEntriesOf(sequences);
        last.newest()
                .forEach(tick -> assertThat(tick.seq())
                        .isEqualTo(newest.get(tick.symbol()).longValue()));
        long number = 0;
        for (TickDigest digest : node.digests()) {
            assertThat(digest.number()).isEqualTo(++number);
        }
    }

    @Test
    void twoRunsOfOneSeedMakeTheSameTicks() {
        node.deploy(FeedHarness.simulator(7, 3_000));
        await().until(() -> node.ticks().size() > 2_000);
        Map<String, List<String>> first = described(node.ticks());
        try (FeedHarness other = new FeedHarness()) {
            other.deploy(FeedHarness.simulator(7, 10_000));
            await().until(() -> other.ticks().size() > 2_000);

            Map<String, List<String>> second = described(other.ticks());
            assertThat(second).hasSize(7).containsOnlyKeys(first.keySet());
            first.forEach((symbol, ticks) -> {
                int common = Math.min(ticks.size(), second.get(symbol).size());
                assertThat(common).isGreaterThan(100);
                assertThat(second.get(symbol).subList(0, common)).isEqualTo(ticks.subList(0, common));
            });
        }
    }

    @Test
    void aReplayWaitsUntilTheNodeIsReadyAndItsValuesStay() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 50), 1_000_000, false));
        assertThat(node.status().getJsonObject("checks").getJsonObject("replay").getString("text"))
                .isEqualTo("DISCONNECTED: waiting for the node to be ready");
        assertThat(node.ticks()).isEmpty();

        node.ready();
        await().until(() -> node.isPlayed());

        assertThat(node.ticks()).hasSize(50);
        assertThat(node.ticks()).allMatch(tick -> tick.source().equals("replay"));
        assertThat(node.quotes(new JsonObject()).getJsonObject("A-B").getString("price"))
                .isEqualTo("50");
        assertThat(node.status().getBoolean("healthy"))
                .as("a recording's end is no fault")
                .isTrue();
        FeedStatus last = node.statuses().get(node.statuses().size() - 1);
        assertThat(last.reason()).isEqualTo("recording ended");
        assertThat(last.symbols()).containsExactly("A-B");
    }

    @Test
    void aSecondReadyDoesNotPlayAgain() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 50), 1_000_000, false));
        node.ready();
        await().until(() -> node.isPlayed());
        node.ready();
        node.vertx.eventBus().publish(Address.NODE_PHASE.text(), new JsonObject().put("phase", "?"));

        assertThat(node.hello().newest().get(0).seq()).isEqualTo(50);
    }

    @Test
    void aSymbolThatAppearsIsToldSoon() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 2), 0.001, false));
        node.ready();

        await().until(() -> node.statuses().stream()
                .anyMatch(status -> status.state() == FeedState.CONNECTED
                        && status.symbols().contains("A-B")));
    }

    @Test
    void aLiveFeedHasStartedWhenItsFirstPriceCame() {
        try (ExchangeServer emulator = ExchangeServer.start(node.vertx, new CoinbaseDialect())) {
            node.deploy(new JsonObject()
                    .put(
                            "cb",
                            new JsonObject()
                                    .put("type", "coinbase")
                                    .put("maxJumpPercent", 0)
                                    .put("url", emulator.url())
                                    .put("symbols", new JsonArray().add("BTC-USD"))));
            assertThat(node.hello().newest()).extracting(Tick::symbol).containsExactly("BTC-USD");

            emulator.trade("BTC-USD", "2.50", "buy");
            await().until(() -> node.ticks().size() == 3);

            assertThat(node.ticks())
                    .extracting(Tick::price, Tick::change, Tick::changePercent, Tick::side)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("1.00", null, null, "sell"),
                            org.assertj.core.groups.Tuple.tuple("2.50", "1.50", "150.0000", "buy"),
                            org.assertj.core.groups.Tuple.tuple("2.50", "1.50", "150.0000", "buy"));
            Trade late = new Trade("BTC-USD", "BTC-USD", "9.99", "0.1", "buy", 0);
            emulator.command(exchange -> exchange.each(caller -> exchange.tell(caller, late)));
            emulator.trade("BTC-USD", "2.60", "buy");
            await().until(() -> node.ticks().size() == 5);
            assertThat(node.ticks()).extracting(Tick::price).doesNotContain("9.99");
            assertThat(node.status().getBoolean("healthy")).isTrue();
            node.undeploy();
            await().until(() -> emulator.open() == 0);
        }
    }

    @Test
    void stoppingLeavesNothingBehind() {
        node.deploy(FeedHarness.simulator(5, 1_000));
        node.undeploy();

        assertThat(node.registry.getMeters()).isEmpty();
        assertThat(node.statuses().get(node.statuses().size() - 1).state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(node.statuses().get(node.statuses().size() - 1).reason()).isEqualTo("stopped");
        assertThat(FailureCode.of(FeedHarness.failure(node.request(Address.QUOTES_SNAPSHOT.text(), new JsonObject()))))
                .as("nobody answers")
                .contains(FailureCode.TIMEOUT);
    }

    @Test
    void withoutFeedsItStartsAtOnce() {
        node.deploy(new JsonObject());

        assertThat(node.refusal(new JsonObject())).isEqualTo(FailureCode.FEED_UNAVAILABLE);
        assertThat(node.status().getBoolean("healthy")).isTrue();
    }

    @Test
    void aWrongConfigurationStopsTheStart() {
        assertThatThrownBy(() -> node.deploy(new JsonObject().put("x", new JsonObject().put("type", "kraken"))))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("feed.sources.x.symbols");
    }

    /** By symbol: how the ticks of several fall into turns is left to chance. */
    private static Map<String, List<String>> described(List<Tick> ticks) {
        return ticks.stream()
                .collect(Collectors.groupingBy(
                        Tick::symbol,
                        Collectors.mapping(
                                tick -> {
                                    JsonObject json = tick.toJson().put("seq", tick.seq());
                                    json.remove("ts");
                                    return json.encode();
                                },
                                Collectors.toList())));
    }
}
