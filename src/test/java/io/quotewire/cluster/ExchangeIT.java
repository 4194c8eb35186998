package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.Listening;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.exchange.CoinbaseDialect;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program beside an exchange: recording it, playing the recording, and taking from it only what is wanted. */
class ExchangeIT {
    private static final String SUBSCRIBE =
            "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"matches\"]}";

    @TempDir
    Path dir;

    private final Vertx vertx = Vertx.vertx();
    private ExchangeServer exchange;

    @BeforeEach
    void open() {
        exchange = ExchangeServer.start(vertx, new CoinbaseDialect());
    }

    @AfterEach
    void shut() {
        exchange.close();
        vertx.close().await();
    }

    private NodeProcess record(Path file, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("record", "--out", file.toString()));
        all.addAll(List.of(more));
        return NodeProcess.start(Files.createTempDirectory(dir, "record"), all);
    }

    /** The exchange as a feed of the configuration. */
    private String coinbase(boolean demand) {
        return "feed.sources="
                + new JsonObject()
                        .put(
                                "coinbase",
                                new JsonObject()
                                        .put("type", "coinbase")
                                        .put("url", exchange.url())
                                        .put(
                                                "symbols",
                                                new JsonArray().add("BTC-USD").add("ETH-USD"))
                                        .put("demand", demand)
                                        .put("lingerSeconds", 15));
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(condition);
    }

    private List<String> subscribed() {
        List<String> products = new ArrayList<>();
        exchange.each(caller -> products.addAll(caller.products()));
        return products;
    }

    private void awaitSubscribed(String... products) {
        eventually(() -> assertThat(subscribed()).containsExactlyInAnyOrder(products));
    }

    private void assertPlayed(Path recording, String... prices) throws Exception {
        try (NodeProcess node =
                NodeProcess.run(dir, "--feed", "replay:" + recording + "@1").awaitReady()) {
            Queue<String> seen = new ConcurrentLinkedQueue<>();
            Listening.open(node.gateway().replaceFirst("http", "ws") + "ws/prices/BTC-USD", message -> {
                if ("update".equals(message.getString("type"))) {
                    seen.add(message.getJsonObject("data").getString("price"));
                }
            });
            eventually(() -> assertThat(seen).contains(prices));
        }
    }

    @Test
    void whatAnAddressSendsIsRecordedAndPlayed() throws Exception {
        Path file = dir.resolve("address.jsonl.gz");
        try (NodeProcess recorder = record(file, "--feed", exchange.url(), "--send", SUBSCRIBE)) {
            awaitSubscribed("BTC-USD");
            exchange.trade("BTC-USD", "60000.10", "buy");
            exchange.trade("BTC-USD", "60000.20", "sell");
            exchange.each(caller -> caller.wire().close(1000, "that was all"));
            assertThat(recorder.awaitExit()).as(recorder.err()).isEqualTo(2);
            assertThat(recorder.err()).contains("the exchange has closed the connection");
        }
        assertPlayed(file, "60000.20");
        try (NodeProcess again = record(file, "--feed", exchange.url())) {
            assertThat(again.awaitExit()).isEqualTo(1);
            assertThat(again.err()).contains("--out").contains("which exists");
        }
    }

    @Test
    void aConfiguredFeedIsRecordedAndKeptUp() throws Exception {
        Path file = dir.resolve("feed.jsonl.gz");
        try (NodeProcess recorder = record(file, "--feed", "coinbase", "--set", coinbase(false))) {
            awaitSubscribed("BTC-USD", "ETH-USD");
            exchange.trade("BTC-USD", "60000.10", "buy");
            exchange.each(caller -> caller.wire().cut());
            awaitSubscribed("BTC-USD", "ETH-USD");
            exchange.trade("BTC-USD", "60000.30", "buy");
            // Who is back has read what came before.
            int before = exchange.handshakes();
            exchange.each(caller -> caller.wire().close(1001, "restarting"));
            eventually(() -> assertThat(exchange.handshakes()).isGreaterThan(before));
            recorder.process().destroy();
            assertThat(recorder.awaitExit()).as(recorder.err()).isEqualTo(143);
            assertThat(recorder.err()).contains("quotewire: complete, ");
        }
        assertPlayed(file, "60000.30");
    }

    @Test
    void whatCannotBeRecordedIsSaid() throws Exception {
        exchange.command(one -> one.refuseHandshakes(403, null));
        try (NodeProcess refused = record(dir.resolve("refused.jsonl.gz"), "--feed", exchange.url())) {
            assertThat(refused.awaitExit()).isEqualTo(2);
            assertThat(refused.err().lines().filter(line -> line.startsWith("quotewire: ")))
                    .singleElement()
                    .asString()
                    .contains("cannot record")
                    .contains("403");
        }
        try (NodeProcess unknown =
                record(dir.resolve("unknown.jsonl.gz"), "--feed", "coinbas", "--set", coinbase(false))) {
            assertThat(unknown.awaitExit()).isEqualTo(1);
            assertThat(unknown.err()).contains("--feed").contains("coinbase");
        }
    }

    @Test
    void onlyWhatSomebodyWantsIsTakenAndGivenBackSomeTimeAfterTheLast() throws Exception {
        try (NodeProcess node = NodeProcess.run(dir, "--set", coinbase(true)).awaitReady()) {
            assertThat(exchange.open()).isZero();
            exchange.trade("BTC-USD", "60000.00", "buy");
            int port = URI.create(node.gateway()).getPort();
            try (RawSocket client = new RawSocket(port, "/ws")) {
                client.await("connected");
                client.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
                awaitSubscribed("BTC-USD");
                exchange.trade("BTC-USD", "60000.10", "buy");
                JsonObject update = client.await("update");
                while (!"60000.10".equals(update.getJsonObject("data").getString("price"))) {
                    update = client.await("update");
                }
                client.send("{\"type\":\"subscribe\",\"symbols\":[\"ETH-USD\"]}");
                awaitSubscribed("BTC-USD", "ETH-USD");
            }
            eventually(() -> assertThat(exchange.open()).isZero());
        }
    }
}
