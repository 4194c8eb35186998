package io.quotewire.feed.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Tick;
import io.quotewire.feed.quality.Decimals;
import io.quotewire.feed.quality.Origin;
import io.quotewire.feed.quality.QuoteSink;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.binance.BinanceParser;
import io.quotewire.feed.source.coinbase.CoinbaseParser;
import io.quotewire.feed.source.coincap.CoinCapParser;
import io.quotewire.feed.source.kraken.KrakenParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParserFuzzTest {
    private static final int MESSAGES = Boolean.getBoolean("quotewire.long") ? 100_000 : 10_000;
    private static final List<String> COINBASE = List.of(
            "{\"type\":\"ticker\",\"sequence\":7,\"product_id\":\"BTC-USD\",\"price\":\"1.50\",\"open_24h\":\"1.40\","
                    + "\"volume_24h\":\"9.0\",\"best_bid\":\"1.49\",\"best_ask\":\"1.51\",\"side\":\"buy\","
                    + "\"time\":\"2024-01-01T00:00:00Z\",\"trade_id\":5,\"last_size\":\"0.1\"}",
            "{\"type\":\"match\",\"trade_id\":6,\"side\":\"sell\",\"size\":\"2\",\"price\":\"1.6\","
                    + "\"product_id\":\"ETH-USD\",\"sequence\":8,\"time\":\"2024-01-01T00:00:01Z\"}",
            "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"ticker\",\"product_ids\":[\"BTC-USD\"]}]}",
            "{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"no\"}",
            "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"1\",\"2\"]]}");
    private static final List<String> BINANCE = List.of(
            "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":9,\"p\":\"6.10\","
                    + "\"q\":\"0.2\",\"T\":1,\"m\":true,\"M\":true}}",
            "{\"u\":3,\"s\":\"ETHUSDT\",\"b\":\"2.8\",\"B\":\"3\",\"a\":\"2.9\",\"A\":\"4\"}",
            "[{\"e\":\"24hrMiniTicker\",\"E\":1,\"s\":\"ETHBTC\",\"c\":\"0.05\",\"o\":\"0.04\",\"v\":\"5\"}]",
            "{\"e\":\"24hrTicker\",\"E\":1,\"s\":\"BNBBTC\",\"p\":\"-1\",\"P\":\"-2\",\"c\":\"0.1\",\"Q\":\"1\","
                    + "\"b\":\"0.1\",\"a\":\"0.2\",\"o\":\"0.3\",\"v\":\"5\",\"L\":4}",
            "{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"u\":1,\"b\":[[\"1\",\"2\"]],\"a\":[]}",
            "{\"result\":null,\"id\":1}");
    private static final List<String> KRAKEN = List.of(
            "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bid\":1.490,\"bid_qty\":0.1,"
                    + "\"ask\":1.510,\"ask_qty\":0.2,\"last\":1.500,\"volume\":9.0,\"vwap\":1.5,\"low\":1.4,\"high\":1.6,"
                    + "\"change\":-0.1,\"change_pct\":-1.50,\"timestamp\":\"2026-09-26T18:09:13.157776Z\"}]}",
            "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"sell\",\"price\":84095.70,"
                    + "\"qty\":0.00275723,\"ord_type\":\"limit\",\"trade_id\":109183886,"
                    + "\"timestamp\":\"2026-09-26T18:09:13.157776Z\"},{\"symbol\":\"ETH/USD\",\"side\":\"buy\",\"price\":2,"
                    + "\"qty\":1,\"trade_id\":5}]}",
            "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\",\"connection_id\":16763580994566763544}]}",
            "{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"symbol\":\"BTC/USD\"},\"success\":true}",
            "{\"error\":\"Currency pair not supported XBT/USD\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"XBT/USD\"}",
            "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[],\"asks\":[]}]}",
            "{\"channel\":\"heartbeat\"}");
    private static final List<String> COINCAP = List.of(
            "{\"bitcoin\":\"6929.8217756835584756\",\"ethereum\":\"404.97\"}",
            "{\"dogecoin\":\"0.07\"}",
            "{\"error\":\"no key\"}");
    private static final List<String> SPICE = List.of(
            "NaN",
            "-1",
            "0",
            "\"\"",
            "null",
            "{}",
            "[]",
            "1e999",
            "\\u0000",
            "\"\\ud800\"",
            "99999999999999999999",
            "{",
            "}",
            "\"",
            ",",
            ":",
            "true",
            "\"0.00\"",
            "\u00e9",
            "'",
            "[[[[",
            "1".repeat(2_000));

    static Stream<Arguments> parsers() {
        return Stream.of(
                Arguments.of("coinbase", new CoinbaseParser(), COINBASE),
                Arguments.of("binance", new BinanceParser(), BINANCE),
                Arguments.of("kraken", new KrakenParser(), KRAKEN),
                Arguments.of("coincap", new CoinCapParser(), COINCAP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void aMutatedMessageIsTicksOrCountedAndNothingEscapes(String name, MessageParser parser, List<String> seeds) {
        SplittableRandom random = new SplittableRandom(20_240_808);
        CheckingSink sink = new CheckingSink();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] message = mutated(seeds.get(random.nextInt(seeds.size())), random);
            int before = sink.told;

            parser.parse(message, sink);

            assertThat(sink.told)
                    .as("message %d: %s", i, new String(message, StandardCharsets.UTF_8))
                    .isGreaterThan(before);
        }
        assertThat(sink.ticks).as("some survive").isPositive();
        assertThat(sink.told - sink.ticks).as("some do not").isPositive();
    }

    private static byte[] mutated(String seed, SplittableRandom random) {
        byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(bytes.length + 1);
            bytes = switch (random.nextInt(5)) {
                case 0 -> spliced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
                case 1 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
                case 2 -> spliced(bytes, at, bytes.length, new byte[0]);
                case 3 -> {
                    String spice = SPICE.get(random.nextInt(SPICE.size()));
                    yield spliced(bytes, at, at, spice.getBytes(StandardCharsets.UTF_8));
                }
                default -> {
                    int to = Math.min(bytes.length, at + random.nextInt(20));
                    yield spliced(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, to));
                }
            };
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] insert) {
        byte[] result = new byte[bytes.length - (to - from) + insert.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(insert, 0, result, from, insert.length);
        System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
        return result;
    }

    /** Passes events through the quality checks, as a feed does. */
    private static final class CheckingSink implements EventSink, QuoteSink {
        private final Quotes quotes = new Quotes();
        private int told;
        private int ticks;

        @Override
        public void event(MarketEvent event) {
            int before = told;
            quotes.offer(event, new Origin("f", "f"), 1, this);
            assertThat(told).isGreaterThan(before);
        }

        @Override
        public void skipped(SkipReason reason) {
            told++;
        }

        @Override
        public void tick(Tick tick) {
            told++;
            ticks++;
            assertThat(Symbols.isSymbol(tick.symbol())).isTrue();
            assertThat(tick.price() == null || Decimals.isPrice(tick.price())).isTrue();
            assertThat(tick.bid() == null || Decimals.isPrice(tick.bid())).isTrue();
            assertThat(tick.ask() == null || Decimals.isPrice(tick.ask())).isTrue();
            assertThat(tick.price() != null || tick.bid() != null || tick.ask() != null)
                    .isTrue();
        }

        @Override
        public void heldBack(SkipReason reason) {
            told++;
        }

        @Override
        public void appeared(String symbol) {}
    }
}
