package io.quotewire.feed.source.coinbase;

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

class CoinbaseParserTest {
    private static final String TICKER = """
            {"type":"ticker","sequence":37475248783,"product_id":"ETH-USD","price":"1285.220","open_24h":"1310.79",
             "volume_24h":"245532.79269678","low_24h":"1280.52","high_24h":"1313.8","volume_30d":"9788783.60117027",
             "best_bid":"1285.04","best_bid_size":"0.46688654","best_ask":"1285.27","best_ask_size":"1.56637040",
             "side":"buy","time":"2022-10-19T23:28:22.061769Z","trade_id":370843401,"last_size":"11.4396987"}""";
    private static final String MATCH = """
            {"type":"match","trade_id":10,"sequence":50,"maker_order_id":"ac928c66","taker_order_id":"132fb6ae",
             "time":"2014-11-07T08:19:27.028459Z","product_id":"BTC-USD","size":"5.23512","price":"400.23","side":"sell"}""";

    private final CollectingSink sink = new CollectingSink();

    @Test
    void aTickerGivesEveryFieldDigitForDigit() {
        parse(TICKER);

        assertThat(sink.onlyEvent())
                .isEqualTo(new CollectingSink.Seen(
                        MarketEvent.Kind.TRADE,
                        "ETH-USD",
                        37475248783L,
                        "1285.220",
                        "11.4396987",
                        "buy",
                        "1285.04",
                        "1285.27",
                        "245532.79269678",
                        "1310.79",
                        null,
                        null,
                        "2022-10-19T23:28:22.061769Z"));
        assertThat(sink.skipped()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sell, buy", "buy, sell", "neither, "})
    void aMatchTellsTheTakersSide(String makerSide, String takerSide) {
        parse(MATCH.replace("\"sell\"", "\"" + makerSide + "\""));

        assertThat(sink.onlyEvent().side()).isEqualTo(takerSide);
        assertThat(sink.onlyEvent().price()).isEqualTo("400.23");
        assertThat(sink.onlyEvent().size()).isEqualTo("5.23512");
    }

    @Test
    void theLastMatchIsAnEventToo() {
        parse(MATCH.replace("\"match\"", "\"last_match\""));

        assertThat(sink.onlyEvent().symbol()).isEqualTo("BTC-USD");
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat, HEARTBEAT",
        "l2update, L2UPDATE",
        "snapshot, SNAPSHOT",
        "status, OTHER_KIND",
        "something_new, OTHER_KIND",
    })
    void otherKindsAreCounted(String kind, SkipReason reason) {
        parse("{\"type\":\"" + kind + "\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"1\",\"2\"]]}");

        assertThat(sink.skipped()).isEqualTo(Map.of(reason, 1));
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void theKindMayStandAnywhere() {
        parse("{\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"1\",\"2\"]],\"price\":\"7\",\"type\":\"match\"}");

        assertThat(sink.onlyEvent().price()).isEqualTo("7");
    }

    @Test
    void anAcknowledgementCountsItsProducts() {
        parse("""
                {"type":"subscriptions","channels":[{"name":"ticker","product_ids":["BTC-USD","ETH-USD"]},
                 {"name":"heartbeat","product_ids":["BTC-USD"]}]}""");

        assertThat(sink.notices()).containsExactly(new ExchangeNotice(ExchangeNotice.Kind.SUBSCRIBED, "subscribed", 3));
        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.SUBSCRIPTIONS, 1));
    }

    @Test
    void anErrorTellsMessageAndReason() {
        parse("{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"X-Y is not a valid product\"}");

        assertThat(sink.notices())
                .containsExactly(new ExchangeNotice(
                        ExchangeNotice.Kind.REFUSED, "Failed to subscribe: X-Y is not a valid product", 0));
    }

    @Test
    void anotherErrorRefusesNothing() {
        parse("{\"type\":\"error\",\"message\":\"Malformed JSON\"}");

        assertThat(sink.notices()).containsExactly(new ExchangeNotice(ExchangeNotice.Kind.ERROR, "Malformed JSON", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "\"ticker\"",
                "[]",
                "{}",
                "{\"type\":null}",
                "{\"type\":{}}",
                "{\"type\":\"match\",\"price\":\"1\"",
                "{\"type\":\"match\",\"price\":\"1\"} x",
                "{\"type\":\"match\",\"price\":\"1\"}{}",
                "{\"type\":\"match\",\"price\":NaN}",
                "{]",
                "\u0000\u0001",
            })
    void whatIsBrokenIsCountedOnce(String message) {
        parse(message);

        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.MALFORMED, 1));
        assertThat(sink.events()).isEmpty();
    }

    @Test
    void anotherMessageDoesNotInheritFields() {
        CoinbaseParser parser = new CoinbaseParser();
        parser.parse(TICKER.getBytes(StandardCharsets.UTF_8), sink);
        parser.parse("{\"type\":\"match\",\"product_id\":\"A-B\"}".getBytes(StandardCharsets.UTF_8), sink);

        assertThat(sink.events().get(1).price()).isNull();
        assertThat(sink.events().get(1).bid()).isNull();
        assertThat(sink.events().get(1).sequence()).isEqualTo(MarketEvent.UNNUMBERED);
    }

    @Test
    void deepNestingIsRefusedNotFollowed() {
        parse("{\"x\":" + "[".repeat(100_000));

        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.MALFORMED, 1));
    }

    private void parse(String message) {
        new CoinbaseParser().parse(message.getBytes(StandardCharsets.UTF_8), sink);
    }
}
