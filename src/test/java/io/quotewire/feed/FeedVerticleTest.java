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
import io.quotewire.emulator.CoinbaseEmulator;
import io.quotewire.kit.config.InvalidConfigException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        assertThat(last.publisher()).isEqualTo(node.deployment());
    }

    @Test
    void batchesAndTicksAreNumberedWithoutGaps() {
        node.deploy(FeedHarness.simulator(20, 20_000));
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
        node.deploy(FeedHarness.simulator(7, 3_000));
        await().until(() -> node.ticks().size() > 2_000);
        List<String> first = described(node.ticks()).subList(0, 2_000);
        try (FeedHarness other = new FeedHarness()) {
            other.deploy(FeedHarness.simulator(7, 10_000));
            await().until(() -> other.ticks().size() > 2_000);

            assertThat(described(other.ticks()).subList(0, 2_000)).isEqualTo(first);
        }
    }

    @Test
    void aReplayWaitsUntilTheNodeIsReadyAndItsValuesStay() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 50), 1_000_000, false));
        assertThat(node.status().getJsonObject("checks").getJsonObject("replay").getString("text"))
                .isEqualTo("DISCONNECTED: waiting for the node to be ready");
        assertThat(node.ticks()).isEmpty();

        node.ready();
        await().until(() -> node.reached(FeedState.DISCONNECTED));

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
        await().until(() -> node.reached(FeedState.DISCONNECTED));
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
        try (CoinbaseEmulator emulator = CoinbaseEmulator.start(node.vertx, 5_000)) {
            node.deploy(new JsonObject()
                    .put(
                            "cb",
                            new JsonObject()
                                    .put("type", "coinbase")
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
            emulator.lateMatch("BTC-USD", "9.99");
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
                .hasMessageContaining("feed.sources.x.type");
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
}
