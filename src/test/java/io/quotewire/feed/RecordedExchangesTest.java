package io.quotewire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.testkit.exchange.ExchangeServer;
import io.quotewire.testkit.exchange.PlayedDialect;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real recordings through the whole feed, compared with a reader of its own that makes a tree of each line. Recordings do
 * not belong to the project: where the folder is absent, this is skipped.
 */
class RecordedExchangesTest {
    private static final Pattern KRAKEN_ENTRY = Pattern.compile("\\{\"symbol\":\"([A-Z0-9/]+)\"([^}]*)}");
    private static final Pattern BINANCE_PRODUCT = Pattern.compile("(.+)(USDT|BTC)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coinbase-exchange-20210417",
                "binance-spot-btcusdt-ethusdt-20240808",
                "binance-usdm-busiest-minute-20240808",
                "kraken-v2-DERIVED-from-v1-20210405",
                "coincap-DERIVED-from-binance-20240808",
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
            await().atMost(60, TimeUnit.SECONDS).until(() -> node.isPlayed());

            assertSame(node, expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "coinbase, coinbase-exchange-20210417, SKL-USD",
        "binance, binance-spot-btcusdt-ethusdt-20240808, BTC-USDT",
        "binance, binance-usdm-busiest-minute-20240808, BTC-USDT",
        "kraken, kraken-v2-DERIVED-from-v1-20210405, BTC-USD",
        "coincap, coincap-DERIVED-from-binance-20240808, BTC-USD",
    })
    void aLiveFeedGivesTheSameOverARealSocketAndNeverBlocksItsEventLoop(String type, String name, String symbol)
            throws IOException {
        Path file = folder().resolve(name + ".jsonl.gz");
        assumeTrue(Files.exists(file), () -> "no recording at " + file);
        Independent expected = Independent.read(file);
        Queue<String> blocked = new ConcurrentLinkedQueue<>();
        try (FeedHarness node = new FeedHarness()) {
            ((VertxInternal) node.vertx)
                    .blockedThreadChecker()
                    .setThreadBlockedHandler(event -> blocked.add(event.thread().getName()));
            Vertx elsewhere = Vertx.vertx();
            try (ExchangeServer exchange = ExchangeServer.start(elsewhere, new PlayedDialect(type))) {
                Future<String> deploying = node.deploying(new JsonObject()
                        .put(
                                type,
                                new JsonObject()
                                        .put("type", type)
                                        .put("url", exchange.url())
                                        .put("symbols", new JsonArray().add(symbol))));
                await().until(() -> exchange.open() == 1);
                exchange.each(caller -> expected.messages.forEach(caller::say));
                if (type.equals("coinbase")) {
                    String big = bigSnapshot();
                    exchange.each(caller -> caller.say(big));
                }
                int ticks = expected.counts.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                await().atMost(120, TimeUnit.SECONDS).until(() -> node.ticks().size() >= ticks);

                assertThat(deploying.succeeded()).isTrue();
                assertSame(node, expected);
                assertThat(blocked).as("event loops that were blocked").isEmpty();
                node.undeploy();
            } finally {
                elsewhere.close().await();
            }
        }
    }

    /** One message of five megabytes, where the recording is. */
    private static String bigSnapshot() throws IOException {
        Path file = folder().resolve("coinbase-advanced-20260809.jsonl.gz");
        assumeTrue(Files.exists(file), () -> "no recording at " + file);
        try (BufferedReader lines = Independent.open(file)) {
            String longest = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                longest = line.length() > longest.length() ? line : longest;
            }
            assertThat(longest.length()).isGreaterThan(5_000_000);
            return Independent.message(longest);
        }
    }

    private static void assertSame(FeedHarness node, Independent expected) {
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
                tapes.computeIfAbsent(tick.symbol(), symbol -> new ArrayList<>())
                        .add(tick.price());
            }
        }
        assertThat(prices).isEqualTo(expected.prices);
        assertThat(quotes).isEqualTo(expected.quotes);
        assertThat(counts).isEqualTo(expected.counts);
        assertThat(tapes).as("every price in order").isEqualTo(expected.tapes);
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
        private final Set<String> traded = new HashSet<>();
        private final List<String> messages = new ArrayList<>();

        private static Independent read(Path file) throws IOException {
            Independent result = new Independent();
            try (BufferedReader lines = open(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String text = message(line);
                    result.messages.add(text);
                    JsonObject message = new JsonObject(text);
                    if (message.containsKey("stream")) {
                        result.binance(message.getJsonObject("data"));
                    } else if (message.containsKey("type") && message.containsKey("product_id")) {
                        result.coinbase(message);
                    } else if (message.containsKey("channel") && message.containsKey("data")) {
                        result.kraken(message.getString("channel"), text);
                    } else if (message.containsKey("bitcoin") || message.containsKey("ethereum")) {
                        message.forEach(asset -> result.tick(
                                asset.getKey().equals("bitcoin") ? "BTC-USD" : "ETH-USD",
                                (String) asset.getValue(),
                                null,
                                null));
                    }
                }
            }
            return result;
        }

        private static BufferedReader open(Path file) throws IOException {
            return new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
        }

        /** What stands behind "m", byte for byte. */
        private static String message(String line) {
            return line.substring(line.indexOf("\"m\":") + 4, line.length() - 1);
        }

        /** A tree would make doubles of the numbers: their digits are cut out of the text. */
        private void kraken(String channel, String text) {
            Matcher entries = KRAKEN_ENTRY.matcher(text);
            while (entries.find()) {
                String symbol = entries.group(1).replace('/', '-');
                String entry = entries.group(2);
                if (channel.equals("trade")) {
                    traded.add(symbol);
                    tick(symbol, digits("price", entry), null, null);
                } else if (channel.equals("ticker")) {
                    tick(
                            symbol,
                            traded.contains(symbol) ? null : digits("last", entry),
                            digits("bid", entry),
                            digits("ask", entry));
                }
            }
        }

        private static String digits(String field, String entry) {
            Matcher number = Pattern.compile("\"" + field + "\":([0-9.]+)").matcher(entry);
            assertThat(number.find()).isTrue();
            return number.group(1);
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
            tapes.computeIfAbsent(symbol, any -> new ArrayList<>()).add(prices.get(symbol));
        }
    }
}
