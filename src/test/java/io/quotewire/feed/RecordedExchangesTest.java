package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real recordings through the whole feed, compared with a reader of its own that makes a tree of each line. Recordings do
 * not belong to the project: where the folder is absent, this is skipped.
 */
class RecordedExchangesTest {
    private static final Pattern BINANCE_PRODUCT = Pattern.compile("(.+)(USDT|BTC)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coinbase-exchange-20210417",
                "binance-spot-btcusdt-ethusdt-20240808",
                "binance-usdm-busiest-minute-20240808",
            })
    void pricesAndCountsAreThoseOfTheFileDigitForDigit(String name) throws IOException {
        Path file = folder().resolve(name + ".jsonl.gz");
        assumeTrue(Files.exists(file), () -> "no recording at " + file);
        Independent expected = Independent.read(file);
        try (FeedHarness node = new FeedHarness()) {
            node.deploy(new JsonObject()
                    .put(
                            "replay",
                            new JsonObject()
                                    .put("type", "replay")
                                    .put("url", file.toString())
                                    .put("speed", 1_000_000)));
            node.ready();
            await().atMost(60, TimeUnit.SECONDS).until(() -> node.reached(FeedState.DISCONNECTED));

            Map<String, String> prices = new TreeMap<>();
            Map<String, String> quotes = new TreeMap<>();
            Map<String, Integer> counts = new TreeMap<>();
            Map<String, List<String>> tapes = new HashMap<>();
            Map<Integer, Long> sequences = new HashMap<>();
            for (TickBatch batch : node.batches()) {
                assertThat(batch.sequence()).isEqualTo(sequences.merge(batch.group(), 1L, Long::sum));
                for (Tick tick : batch.ticks()) {
                    prices.put(tick.symbol(), tick.price());
                    quotes.put(tick.symbol(), tick.bid() + "/" + tick.ask());
                    int count = counts.merge(tick.symbol(), 1, Integer::sum);
                    assertThat(tick.seq()).isEqualTo(count);
                    tapes.computeIfAbsent(tick.symbol(), symbol -> new java.util.ArrayList<>())
                            .add(tick.price());
                }
            }
            assertThat(prices).isEqualTo(expected.prices);
            assertThat(quotes).isEqualTo(expected.quotes);
            assertThat(counts).isEqualTo(expected.counts);
            assertThat(tapes).as("every price in order").isEqualTo(expected.tapes);
        }
    }

    private static Path folder() {
        String given = System.getProperty("quotewire.recordings", System.getenv("QUOTEWIRE_RECORDINGS"));
        return given != null
                ? Path.of(given)
                : Path.of(System.getProperty("basedir", "."))
                        .toAbsolutePath()
                        .normalize()
                        .resolveSibling("shared")
                        .resolve("data");
    }

    /** What the file says, read in another way: a tree for each line, the exchange told by its keys. */
    private static final class Independent {
        private final Map<String, String> prices = new TreeMap<>();
        private final Map<String, String> quotes = new TreeMap<>();
        private final Map<String, Integer> counts = new TreeMap<>();
        private final Map<String, List<String>> tapes = new HashMap<>();

        private static Independent read(Path file) throws IOException {
            Independent result = new Independent();
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonObject message = new JsonObject(line).getJsonObject("m");
                    if (message.containsKey("stream")) {
                        result.binance(message.getJsonObject("data"));
                    } else {
                        result.coinbase(message);
                    }
                }
            }
            return result;
        }

        private void coinbase(JsonObject message) {
            String symbol = message.getString("product_id");
            switch (message.getString("type")) {
                case "ticker" ->
                    tick(
                            symbol,
                            message.getString("price"),
                            message.getString("best_bid"),
                            message.getString("best_ask"));
                case "match", "last_match" -> tick(symbol, message.getString("price"), null, null);
                default -> {}
            }
        }

        private void binance(JsonObject event) {
            String kind = event.getString("e", "bookTicker");
            if (kind.equals("depthUpdate")) {
                return;
            }
            Matcher parts = BINANCE_PRODUCT.matcher(event.getString("s"));
            assertThat(parts.matches()).isTrue();
            String symbol = parts.group(1) + "-" + parts.group(2);
            if (kind.equals("trade")) {
                tick(symbol, event.getString("p"), null, null);
            } else {
                tick(symbol, null, event.getString("b"), event.getString("a"));
            }
        }

        private void tick(String symbol, String price, String bid, String ask) {
            if (price != null || !prices.containsKey(symbol)) {
                prices.put(symbol, price);
            }
            if (bid != null || !quotes.containsKey(symbol)) {
                quotes.put(symbol, bid + "/" + ask);
            }
            counts.merge(symbol, 1, Integer::sum);
            tapes.computeIfAbsent(symbol, any -> new java.util.ArrayList<>()).add(prices.get(symbol));
        }
    }
}
