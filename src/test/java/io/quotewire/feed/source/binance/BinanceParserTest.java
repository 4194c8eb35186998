package io.quotewire.feed.source.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.feed.source.CollectingSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceParserTest {
    private static final String TRADE = """
            {"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.00100","q":"100","T":1672515782136,
             "m":true,"M":true}""";
    private static final String TICKER = """
            {"e":"24hrTicker","E":1672515782136,"s":"BNBBTC","p":"-0.0015","P":"-25.00","w":"0.0018","x":"0.0009",
             "c":"0.0025","Q":"10","b":"0.0024","B":"10","a":"0.0026","A":"100","o":"0.0040","h":"0.0045","l":"0.0010",
             "v":"10000","q":"18","O":0,"C":86400000,"F":0,"L":18150,"n":18151}""";

    private final CollectingSink sink = new CollectingSink();

    @ParameterizedTest
    @CsvSource({"true, sell", "false, buy"})
    void aTradeTellsTheTakersSide(String buyerIsMaker, String side) {
        parse(TRADE.replace("\"m\":true", "\"m\":" + buyerIsMaker));

        CollectingSink.Seen seen = sink.onlyEvent();
        assertThat(seen.symbol()).isEqualTo("BNB-BTC");
        assertThat(seen.side()).isEqualTo(side);
        assertThat(seen.price()).isEqualTo("0.00100");
        assertThat(seen.size()).isEqualTo("100");
        assertThat(seen.sequence()).isEqualTo(12345);
        assertThat(seen.time()).isEqualTo("1672515782136");
    }

    @Test
    void aCombinedStreamIsUnwrapped() {
        parse("{\"stream\":\"bnbbtc@trade\",\"data\":" + TRADE + "}");
        parse("{\"data\":" + TRADE + ",\"stream\":\"bnbbtc@trade\"}");

        assertThat(sink.prices()).containsExactly("0.00100", "0.00100");
        assertThat(sink.told()).isEqualTo(2);
    }

    @Test
    void anAggregateTradeIsNumberedByItsLastTrade() {
        parse("""
                {"e":"aggTrade","E":1672515782136,"s":"BTCUSDT","a":5933014,"p":"16800.10","q":"0.5","f":100,"l":105,
                 "T":1672515782136,"m":false,"M":true}""");

        assertThat(sink.onlyEvent().sequence()).isEqualTo(105);
        assertThat(sink.onlyEvent().side()).isEqualTo("buy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"u\":400900217,\"s\":\"BNBUSDT\",\"b\":\"25.35190000\",\"B\":\"31.21\",\"a\":\"25.36520000\",\"A\":\"40.66\"}",
                "{\"e\":\"bookTicker\",\"u\":400900217,\"s\":\"BNBUSDT\",\"b\":\"25.35190000\",\"B\":\"31.21\",\"a\":\"25.36520000\",\"A\":\"40.66\",\"T\":1,\"E\":2}",
                "{\"stream\":\"bnbusdt@bookTicker\",\"data\":{\"u\":400900217,\"s\":\"BNBUSDT\",\"b\":\"25.35190000\",\"B\":\"31.21\",\"a\":\"25.36520000\",\"A\":\"40.66\"}}",
            })
    void aBookTickerIsAQuoteInSpotAndFuturesForm(String message) {
        parse(message);

        CollectingSink.Seen seen = sink.onlyEvent();
        assertThat(seen.kind()).isEqualTo(MarketEvent.Kind.QUOTE);
        assertThat(seen.symbol()).isEqualTo("BNB-USDT");
        assertThat(seen.bid()).isEqualTo("25.35190000");
        assertThat(seen.ask()).isEqualTo("25.36520000");
        assertThat(seen.price()).isNull();
        assertThat(seen.sequence()).isEqualTo(400900217);
    }

    @Test
    void aTickerGivesItsFiguresAsWritten() {
        parse(TICKER);

        assertThat(sink.onlyEvent())
                .isEqualTo(new CollectingSink.Seen(
                        MarketEvent.Kind.SUMMARY,
                        "BNB-BTC",
                        MarketEvent.UNNUMBERED,
                        "0.0025",
                        "10",
                        null,
                        "0.0024",
                        "0.0026",
                        "10000",
                        "0.0040",
                        "-0.0015",
                        "-25.00",
                        "1672515782136"));
    }

    @Test
    void aListGivesOneEventForEachItem() {
        String mini =
                "{\"e\":\"24hrMiniTicker\",\"E\":1,\"s\":\"%s\",\"c\":\"%s\",\"o\":\"1\",\"h\":\"2\",\"l\":\"1\",\"v\":\"5\",\"q\":\"6\"}";
        String list = "[" + mini.formatted("BTCUSDT", "60000.10") + "," + mini.formatted("ETHBTC", "0.05") + "]";
        parse(list);
        parse("{\"stream\":\"!miniTicker@arr\",\"data\":" + list + "}");

        assertThat(sink.prices()).containsExactly("60000.10", "0.05", "60000.10", "0.05");
        assertThat(sink.events().get(1).symbol()).isEqualTo("ETH-BTC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BNBBTC\",\"U\":157,\"u\":160,\"b\":[[\"0.0024\",\"10\"]],\"a\":[]}",
                "{\"stream\":\"bnbbtc@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"b\":[],\"a\":[]}}",
                "{\"data\":{\"e\":\"depthUpdate\",\"b\":[],\"a\":[]},\"stream\":\"bnbbtc@depth@100ms\"}",
                "{\"lastUpdateId\":160,\"bids\":[[\"0.0024\",\"10\"]],\"asks\":[[\"0.0026\",\"100\"]]}",
            })
    void orderBooksAreCounted(String message) {
        parse(message);

        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.DEPTH, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"e\":\"kline\",\"E\":1,\"s\":\"BNBBTC\",\"k\":{\"t\":1,\"o\":\"2\"}}",
                "{\"e\":\"1hTicker\",\"s\":\"BNBBTC\",\"c\":\"1\"}",
                "{\"x\":1}",
                "{}",
                "[]",
                "{\"stream\":\"x\",\"data\":[]}",
            })
    void otherKindsAreCounted(String message) {
        parse(message);

        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.OTHER_KIND, 1));
    }

    @Test
    void whatTheServerSaysOfTheConnectionIsANotice() {
        parse("{\"result\":null,\"id\":1}");
        parse("{\"code\":2,\"msg\":\"Invalid request: missing field `method`\",\"id\":1}");
        parse("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}");

        assertThat(sink.notices())
                .extracting(ExchangeNotice::kind)
                .containsExactly(
                        ExchangeNotice.Kind.SUBSCRIBED, ExchangeNotice.Kind.ERROR, ExchangeNotice.Kind.SHUTDOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "null",
                "[7]",
                "[[]]",
                "{\"stream\":\"x\",\"data\":7}",
                "{\"e\":\"trade\",\"p\":\"1\"",
                "{\"e\":\"trade\",\"p\":\"1\"} {",
                "{\"e\":\"trade\",\"p\":\"1\"}",
            })
    void whatIsBrokenIsCountedOnce(String message) {
        parse(message);

        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.MALFORMED, 1));
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void aNumberBeyondLongIsAnUnnumberedEvent() {
        parse(TRADE.replace("12345", "99999999999999999999"));

        assertThat(sink.onlyEvent().sequence()).isEqualTo(MarketEvent.UNNUMBERED);
    }

    @ParameterizedTest
    @CsvSource({
        "BTCUSDT, BTC-USDT",
        "ETHBTC, ETH-BTC",
        "BTCFDUSD, BTC-FDUSD",
        "BTCTUSD, BTC-TUSD",
        "USDCUSDT, USDC-USDT",
        "BTCUSD, BTC-USD",
        "1000SHIBUSDT, 1000SHIB-USDT",
        "BNBEUR, BNB-EUR",
        "BTCTRY, BTC-TRY",
        "USDT, USDT",
        "BTCUSDT_240927, BTCUSDT_240927",
    })
    void productsAreSplitAtTheLongestKnownQuoteAsset(String product, String symbol) {
        assertThat(BinanceSymbols.symbol(product)).isEqualTo(symbol);
    }

    private void parse(String message) {
        new BinanceParser().parse(message.getBytes(StandardCharsets.UTF_8), sink);
    }
}
