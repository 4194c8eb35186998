package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quotewire.testkit.Listening;
import io.quotewire.testkit.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole way, in a process of its own: a real recording goes in, a browser's view comes out, and it is what the file
 * says, read here in another way. The recordings are looked for in the folder {@code quotewire.recordings}; where there is
 * none, the test is skipped.
 */
class ReplayIT {
    @TempDir
    Path dir;

    /** What a symbol came to: its last trade's price and how many events named it. */
    private record Last(String price, long events) {}

    @ParameterizedTest
    @CsvSource({
        "coinbase-exchange-20210417.jsonl.gz, 10, SKL-USD",
        "binance-spot-btcusdt-ethusdt-20240808.jsonl.gz, 60, BTC-USDT",
        "binance-usdm-busiest-minute-20240808.jsonl.gz, 10, ETH-USDT",
    })
    void clientsEndWithExactlyTheLastTradeOfEverySymbol(String name, int speed, String followed) throws Exception {
        Path recording = recordings().resolve(name);
        assumeThat(recording).as("the recording").exists();
        Map<String, Last> expected = read(recording);
        try (NodeProcess node = NodeProcess.run(dir, "--feed", "replay:" + recording + "@" + speed)
                .awaitReady()) {
            Map<String, JsonObject> newest = Collections.synchronizedMap(new TreeMap<>());
            List<JsonObject> ticks = Collections.synchronizedList(new ArrayList<>());
            listen(node, "ws/prices", message -> {
                if ("price_update".equals(message.getString("type"))) {
                    JsonObject prices = message.getJsonObject("data").getJsonObject("prices");
                    prices.fieldNames().forEach(symbol -> newest.put(symbol, prices.getJsonObject(symbol)));
                }
            });
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> newest.containsKey(followed));
            listen(node, "ws/prices/" + followed, message -> {
                if ("update".equals(message.getString("type"))) {
                    ticks.add(message);
                }
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(view(newest)).isEqualTo(expected));
            assertCompleteAndInOrder(ticks, expected.get(followed).events());
        }
    }

    /** The first is the snapshot; from there every tick follows, each by one. */
    private static void assertCompleteAndInOrder(List<JsonObject> ticks, long lastSeq) {
        Awaitility.await()
                .until(() -> !ticks.isEmpty() && ticks.get(ticks.size() - 1).getLong("seq") == lastSeq);
        assertThat(ticks.get(0).getBoolean("snapshot")).isTrue();
        long seq = ticks.get(0).getLong("seq");
        for (JsonObject tick : ticks.subList(1, ticks.size())) {
            long expected = seq + tick.getInteger("merged", 1);
            assertThat(tick.getLong("seq")).isEqualTo(expected);
            seq = expected;
        }
        assertThat(seq).isEqualTo(lastSeq);
    }

    private static Map<String, Last> view(Map<String, JsonObject> newest) {
        Map<String, Last> view = new TreeMap<>();
        synchronized (newest) {
            newest.forEach((symbol, data) -> view.put(symbol, new Last(data.getString("price"), data.getLong("seq"))));
        }
        return view;
    }

    private static void listen(NodeProcess node, String path, Consumer<JsonObject> consumer) {
        Listening.open(node.gateway().replaceFirst("http", "ws") + path, consumer);
    }

    private static Path recordings() {
        String given = System.getProperty("quotewire.recordings");
        Path base = Path.of(System.getProperty("quotewire.basedir"));
        return given == null ? base.resolveSibling("shared").resolve("data") : Path.of(given);
    }

    /** A reader of its own: whole lines into trees, nothing shared with the parsers. */
    private static Map<String, Last> read(Path recording) throws IOException {
        Map<String, Last> last = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(recording)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject message = new JsonObject(line).getJsonObject("m");
                if (message.containsKey("stream")) {
                    binance(message, last);
                } else if (List.of("ticker", "match", "last_match").contains(message.getString("type"))) {
                    count(last, message.getString("product_id"), message.getString("price"));
                }
            }
        }
        return last;
    }

    private static void binance(JsonObject message, Map<String, Last> last) {
        JsonObject data = message.getJsonObject("data");
        String stream = message.getString("stream");
        String symbol = stream.startsWith("btcusdt") ? "BTC-USDT" : "ETH-USDT";
        if (stream.endsWith("@trade")) {
            count(last, symbol, data.getString("p"));
        } else if (stream.endsWith("@bookTicker")) {
            count(last, symbol, null);
        }
    }

    private static void count(Map<String, Last> last, String symbol, String price) {
        Last before = last.getOrDefault(symbol, new Last(null, 0));
        last.put(symbol, new Last(price == null ? before.price() : price, before.events() + 1));
    }
}
