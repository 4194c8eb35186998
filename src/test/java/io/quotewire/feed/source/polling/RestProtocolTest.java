package io.quotewire.feed.source.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.CollectingSink.Seen;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.binance.BinanceRest;
import io.quotewire.feed.source.coinbase.CoinbaseRest;
import io.quotewire.feed.source.coincap.CoinCapRest;
import io.quotewire.feed.source.kraken.KrakenRest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestProtocolTest {
    private static final String COINBASE = "{\"ask\":\"64990.01\",\"bid\":\"64990.00\",\"volume\":\"5482.10000000\","
            + "\"trade_id\":812,\"price\":\"64990.00\",\"size\":\"0.00012000\",\"time\":\"2026-11-20T12:00:00.123456Z\"}";
    private static final String BINANCE =
            "[{\"symbol\":\"BTCUSDT\",\"price\":\"64990.10000000\"},{\"symbol\":\"ETHUSDT\",\"price\":\"4.00000200\"}]";
    private static final String KRAKEN = "{\"error\":[],\"result\":{"
            + "\"XXBTZUSD\":{\"a\":[\"64990.1\",\"1\",\"1.000\"],\"b\":[\"64990.0\",\"2\",\"2.000\"],"
            + "\"c\":[\"64990.00000\",\"0.002\"],\"v\":[\"10.5\",\"2000.12345678\"],\"p\":[\"1\",\"2\"],\"t\":[1,2],"
            + "\"l\":[\"1\",\"2\"],\"h\":[\"1\",\"2\"],\"o\":\"64000.0\"},"
            + "\"XDGUSD\":{\"c\":[\"0.25000\",\"5\"],\"v\":[\"1\",\"2\"]}}}";
    private static final String COINCAP = "{\"data\":[{\"id\":\"bitcoin\",\"rank\":\"1\",\"maxSupply\":null,"
            + "\"priceUsd\":\"64990.8217756835584756\",\"changePercent24Hr\":\"-0.81\"},"
            + "{\"id\":\"ethereum\",\"priceUsd\":\"2683.80\"}],\"timestamp\":1533581088278}";

    private final CollectingSink sink = new CollectingSink();
    private final CoinbaseRest coinbase = new CoinbaseRest(Map.of("X-Y", "XX-Y"));
    private final BinanceRest binance = new BinanceRest(Map.of("X-Y", "XXY"));
    private final KrakenRest kraken = new KrakenRest(Map.of("X-Y", "XX/Y"));
    private final CoinCapRest coinCap = new CoinCapRest(Map.of("BTC-USD", "bitcoin", "ETH-USD", "ethereum"), "KEY");

    @Test
    void coinbaseIsAskedForOneProductAtATime() {
        List<RestRequest> requests = coinbase.requests(List.of("BTC-USD", "X-Y"));

        assertThat(requests)
                .extracting(RestRequest::path)
                .containsExactly("/products/BTC-USD/ticker", "/products/XX-Y/ticker");
        parse(coinbase, requests.get(0), COINBASE);
        Seen seen = sink.onlyEvent();
        assertThat(seen.symbol()).isEqualTo("BTC-USD");
        assertThat(List.of(seen.price(), seen.bid(), seen.ask(), seen.volume(), seen.size(), seen.time()))
                .containsExactly(
                        "64990.00",
                        "64990.00",
                        "64990.01",
                        "5482.10000000",
                        "0.00012000",
                        "2026-11-20T12:00:00.123456Z");
        assertThat(seen.sequence()).as("it does not continue the stream's").isEqualTo(-1);
    }

    @Test
    void binanceIsAskedForAHundredAtATime() {
        RestRequest request =
                binance.requests(List.of("BTC-USDT", "ETH-USDT", "X-Y")).get(0);

        assertThat(request.path())
                .isEqualTo("/api/v3/ticker/price?symbols=%5B%22BTCUSDT%22%2C%22ETHUSDT%22%2C%22XXY%22%5D");
        parse(binance, request, BINANCE);
        assertThat(sink.events())
                .extracting(Seen::symbol, Seen::price)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("BTC-USDT", "64990.10000000"),
                        org.assertj.core.groups.Tuple.tuple("ETH-USDT", "4.00000200"));
        assertThat(binance.requests(java.util.Collections.nCopies(201, "A-B"))).hasSize(3);
    }

    @Test
    void krakensNamesAreUnderstood() {
        RestRequest request =
                kraken.requests(List.of("BTC-USD", "DOGE-USD", "X-Y")).get(0);

        assertThat(request.path()).isEqualTo("/0/public/Ticker?pair=XBTUSD,XDGUSD,XXY");
        parse(kraken, request, KRAKEN);
        assertThat(sink.events()).extracting(Seen::symbol).containsExactly("BTC-USD", "DOGE-USD");
        Seen seen = sink.events().get(0);
        assertThat(List.of(seen.price(), seen.bid(), seen.ask(), seen.volume()))
                .containsExactly("64990.00000", "64990.0", "64990.1", "2000.12345678");
        assertThat(seen.open())
                .as("today's opening is not the price of 24 hours ago")
                .isNull();
    }

    @Test
    void coinCapIsAskedWithItsIdsAndAKeyThatIsNeverPrinted() {
        RestRequest request =
                coinCap.requests(List.of("BTC-USD", "NO-USD", "ETH-USD")).get(0);

        assertThat(request.path()).isEqualTo("/assets?ids=bitcoin,ethereum");
        assertThat(request.headers()).containsEntry("Authorization", "Bearer KEY");
        assertThat(request.toString()).doesNotContain("KEY");
        parse(coinCap, request, COINCAP);
        assertThat(sink.prices()).containsExactly("64990.8217756835584756", "2683.80");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "coinbase | {\"message\":\"NotFound\"} | REFUSED | NotFound",
                "coinbase | {\"price\": | PARSE | not a ticker",
                "binance | {\"code\":-1121,\"msg\":\"Invalid symbol.\"} | REFUSED | -1121 Invalid symbol.",
                "binance | {\"code\":-1003,\"msg\":\"Too much request weight used\"} | RATE_LIMIT | -1003",
                "binance | <html>blocked</html> | PARSE | no list of prices",
                "kraken | {\"error\":[\"EQuery:Unknown asset pair\"]} | UNKNOWN_SYMBOL | EQuery:Unknown asset pair",
                "kraken | {\"error\":[\"EAPI:Rate limit exceeded\"]} | RATE_LIMIT | Rate limit",
                "kraken | {\"error\":[]} | PARSE | not in Kraken's form",
                "coincap | {\"data\":{\"message\":\"We are deprecating this\"},\"timestamp\":1} | REFUSED | We are deprecating",
                "coincap | {\"error\":\"Unauthorized\"} | REFUSED | Unauthorized",
                "coincap | You exceeded your 200 request(s) rate limit | PARSE | no list of assets",
            })
    void anErrorIsToldForWhatItIs(String exchange, String body, RestFailure.Kind kind, String text) {
        RestProtocol protocol = protocol(exchange);
        RestRequest request = protocol.requests(List.of("BTC-USD")).get(0);

        assertThatThrownBy(() -> parse(protocol, request, body)).isInstanceOfSatisfying(RestFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.reason()).contains(text);
        });
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void whatWasNotAskedForIsCounted() {
        parse(binance, binance.requests(List.of("ETH-USDT")).get(0), BINANCE);

        assertThat(sink.events()).hasSize(1);
        assertThat(sink.skippedFor(SkipReason.BAD_SYMBOL)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coinbase", "binance", "kraken", "coincap"})
    void nothingButAnExpectedFailureEscapesFromAMutilatedAnswer(String exchange) {
        RestProtocol protocol = protocol(exchange);
        RestRequest request = protocol.requests(List.of("BTC-USD", "ETH-USD")).get(0);
        byte[] good = answer(exchange).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] bad = java.util.Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int j = random.nextInt(4); j > 0; j--) {
                bad[random.nextInt(bad.length)] = (byte) "{}[]\",:0x\u0000 -".charAt(random.nextInt(12));
            }
            try {
                protocol.parse(request, bad, new CollectingSink());
            } catch (RestFailure expected) {
                assertThat(expected.reason()).isNotEmpty();
            }
        }
    }

    private RestProtocol protocol(String exchange) {
        return switch (exchange) {
            case "coinbase" -> coinbase;
            case "binance" -> binance;
            case "kraken" -> kraken;
            default -> coinCap;
        };
    }

    private static String answer(String exchange) {
        return switch (exchange) {
            case "coinbase" -> COINBASE;
            case "binance" -> BINANCE;
            case "kraken" -> KRAKEN;
            default -> COINCAP;
        };
    }

    private void parse(RestProtocol protocol, RestRequest request, String body) {
        protocol.parse(request, body.getBytes(StandardCharsets.UTF_8), sink);
    }
}
