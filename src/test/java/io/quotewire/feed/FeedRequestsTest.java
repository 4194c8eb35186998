package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickGroup;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the feed answers over the bus. */
class FeedRequestsTest {
    private final FeedHarness node = new FeedHarness();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aHelloIsAnsweredWithEverything() {
        node.deploy(FeedHarness.simulator(5, 1));
        QuoteSnapshot snapshot = node.hello();

        assertThat(snapshot.publisher()).isEqualTo("sim");
        assertThat(snapshot.newest()).hasSize(5);
        assertThat(snapshot.feeds()).hasSize(1);
        assertThat(snapshot.isFull()).isTrue();
        Map<Integer, Long> sequences = new HashMap<>();
        node.batches().forEach(batch -> sequences.put(batch.group(), batch.sequence()));
        assertThat(snapshot.sequences()).containsAllEntriesOf(sequences);
        assertThat(node.marks()).isEmpty();
    }

    @Test
    void aHelloThatNamesGroupsIsAnsweredWithTheseAndAMarkInEach() {
        node.deploy(FeedHarness.simulator(40, 1));
        int group = TickGroup.of("BTC-USD");
        int other = (group + 1) % TickGroup.COUNT;
        QuoteSnapshot snapshot = node.hello(Set.of(group, other));

        assertThat(snapshot.sequences()).containsOnlyKeys(group, other);
        assertThat(snapshot.isFull()).isFalse();
        assertThat(snapshot.newest())
                .extracting(Tick::symbol)
                .contains("BTC-USD")
                .allMatch(symbol -> TickGroup.of(symbol) == group || TickGroup.of(symbol) == other);
        await().until(() -> node.marks().size() == 2);
        node.marks().forEach(mark -> {
            assertThat(mark.group()).isIn(group, other);
            assertThat(mark.sequence()).isEqualTo(snapshot.sequences().get(mark.group()));
        });
    }

    @Test
    void aSnapshotAndTheBatchesAfterItMissNothing() {
        node.deploy(FeedHarness.simulator(10, 20_000));
        QuoteSnapshot snapshot = node.hello();
        await().until(() -> node.batches().size()
                > snapshot.sequences().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()
                        + 50);

        Map<String, Tick> state = new HashMap<>();
        snapshot.newest().forEach(tick -> state.put(tick.symbol(), tick));
        for (TickBatch batch : node.batches()) {
            for (Tick tick : batch.ticks()) {
                if (batch.sequence() > snapshot.sequences().get(batch.group())) {
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
        node.deploy(FeedHarness.simulator(5, 1));
        for (Object body : new Object[] {
            "text",
            7,
            new JsonObject(),
            new JsonObject().put("replyTo", 7),
            new JsonObject().put("replyTo", "x").put("groups", 7),
            new JsonObject().put("replyTo", "x").put("groups", new JsonArray().add("1")),
            new JsonObject()
                    .put("replyTo", "x")
                    .put("groups", new JsonArray().add(-1).add(16)),
            null
        }) {
            node.vertx.eventBus().publish(Address.FEED_HELLO.text(), body);
        }

        assertThat(node.hello().newest()).hasSize(5);
    }

    @Test
    void quotesAreGivenOnRequest() {
        node.deploy(FeedHarness.simulator(5, 1));

        JsonObject all = node.quotes(new JsonObject());
        assertThat(all.fieldNames()).hasSize(5);
        assertThat(node.quotes(null).fieldNames()).hasSize(5);
        JsonObject some = node.quotes(new JsonObject().put("symbols", new JsonArray().add("ETH-USD")));
        assertThat(some.fieldNames()).containsExactly("ETH-USD");
        JsonObject quote = some.getJsonObject("ETH-USD");
        assertThat(quote.getString("symbol")).isEqualTo("ETH-USD");
        assertThat(quote.getString("source")).isEqualTo("simulated");
        assertThat(quote.getLong("seq")).isPositive();
        assertThat(node.quotes(new JsonObject().put("symbols", new JsonArray())).fieldNames())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'symbols':'BTC-USD'}", "{'symbols':{}}", "{'symbols':[7]}", "{'symbols':[null]}", "7", "'x'"})
    void aMalformedRequestIsRefused(String body) {
        node.deploy(FeedHarness.simulator(5, 1));

        assertThat(node.refusal(io.vertx.core.json.Json.decodeValue(body.replace('\'', '"'))))
                .isEqualTo(FailureCode.BAD_MESSAGE);
    }

    @Test
    void anUnknownSymbolIsRefused() {
        node.deploy(FeedHarness.simulator(5, 1));

        assertThat(node.refusal(new JsonObject()
                        .put("symbols", new JsonArray().add("BTC-USD").add("NO-SUCH"))))
                .isEqualTo(FailureCode.UNKNOWN_SYMBOL);
    }

    @Test
    void beforeTheFirstPriceTheFeedIsUnavailable() throws IOException {
        node.deploy(FeedHarness.replay(FeedHarness.recording(folder, 3), 1, false));

        assertThat(node.refusal(new JsonObject())).isEqualTo(FailureCode.FEED_UNAVAILABLE);
    }

    @Test
    void theStatusTellsEachFeedsFigures() throws IOException {
        Path file = FeedHarness.recording(folder, 3);
        Files.writeString(
                file,
                Files.readString(file) + "broken\n"
                        + "{\"t\":9,\"m\":{\"type\":\"match\",\"product_id\":\"A-B\",\"sequence\":1,\"price\":\"7\"}}\n"
                        + "{\"t\":9,\"m\":{\"type\":\"match\",\"product_id\":\"A-B\",\"sequence\":9,\"price\":\"NaN\"}}\n"
                        + "{\"t\":9,\"m\":{\"type\":\"heartbeat\"}}\n");
        node.deploy(FeedHarness.replay(file, 1_000_000, false));
        node.ready();
        await().until(() -> node.isPlayed());

        JsonObject status = node.status();
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
}
