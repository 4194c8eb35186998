package io.quotewire.feed.source.kraken;

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

/** Frames in the form of docs.kraken.com/api/docs/websocket-v2. */
class KrakenParserTest {
    private static final String TRADE = """
            {"channel":"trade","type":"update","data":[
            {"symbol":"BTC/USD","side":"sell","price":50000.10,"qty":0.00275000,"ord_type":"limit","trade_id":7001,
             "timestamp":"2026-01-02T03:04:05.678901Z"},
            {"symbol":"BTC/USD","side":"buy","price":50000.20,"qty":1.5,"ord_type":"market","trade_id":7002,
             "timestamp":"2026-01-02T03:04:05.678902Z"}]}""";
    private static final String TICKER = """
            {"channel":"ticker","type":"snapshot","data":[{"symbol":"DOGE/USD","bid":0.10025,"bid_qty":740.0,"ask":0.10035,
            "ask_qty":740.0,"last":0.10030,"volume":997038.98383185,"vwap":0.10148,"low":0.09979,"high":0.10285,
            "change":-0.00017,"change_pct":-0.17,"timestamp":"2026-01-02T03:04:05.678901Z"}]}""";

    private final CollectingSink sink = new CollectingSink();

    @Test
    void everyTradeOfAMessageIsAnEventWithItsDigits() {
        parse(TRADE);

        assertThat(sink.prices()).containsExactly("50000.10", "50000.20");
        assertThat(sink.events().get(0))
                .isEqualTo(new CollectingSink.Seen(
                        MarketEvent.Kind.TRADE,
                        "BTC-USD",
                        7001,
                        "50000.10",
                        "0.00275000",
                        "sell",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "2026-01-02T03:04:05.678901Z"));
        assertThat(sink.skipped()).isEmpty();
    }

    @Test
    void aTickerSumsUpAndHasBidAndAsk() {
        parse(TICKER);

        assertThat(sink.onlyEvent())
                .isEqualTo(new CollectingSink.Seen(
                        MarketEvent.Kind.SUMMARY,
                        "DOGE-USD",
                        MarketEvent.UNNUMBERED,
                        "0.10030",
                        null,
                        null,
                        "0.10025",
                        "0.10035",
                        "997038.98383185",
                        null,
                        "-0.00017",
                        "-0.17",
                        "2026-01-02T03:04:05.678901Z"));
    }

    @ParameterizedTest
    @CsvSource({"XBT/USD, BTC-USD", "XDG/EUR, DOGE-EUR", "ETH/XBT, ETH-BTC", "BTC/USD, BTC-USD", "BTCUSD, BTCUSD"})
    void olderNamesAreUnderstood(String product, String symbol) {
        assertThat(KrakenSymbols.map(Map.of()).symbol(product)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"channel\":\"heartbeat\"} | HEARTBEAT",
                "{\"method\":\"pong\",\"req_id\":101,\"time_in\":\"x\",\"time_out\":\"x\"} | HEARTBEAT",
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[]}]} | SNAPSHOT",
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[]}]} | DEPTH",
                "{\"method\":\"unsubscribe\",\"success\":true,\"result\":{\"channel\":\"trade\"}} | SUBSCRIPTIONS",
                "{\"channel\":\"instrument\",\"type\":\"update\",\"data\":{\"assets\":[]}} | OTHER_KIND",
                "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[]} | OTHER_KIND",
                "{\"channel\":\"trade\",\"data\":[{\"symbol\":\"BTC/USD\",\"price\":1 | MALFORMED",
                "{\"channel\":\"heartbeat\"}} | MALFORMED",
                "[1] | MALFORMED",
            })
    void whatGivesNoEventIsCountedByItsKind(String message, SkipReason reason) {
        parse(message);

        assertThat(sink.events()).isEmpty();
        assertThat(sink.skipped()).isEqualTo(Map.of(reason, 1));
    }

    @Test
    void aNumberThatNoLongHoldsIsHarmless() {
        parse("{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"online\","
                + "\"connection_id\":16763580994566763544}]}");
        parse(TRADE.replace("7002", "99999999999999999999"));

        assertThat(sink.skipped()).isEqualTo(Map.of(SkipReason.OTHER_KIND, 1));
        assertThat(sink.events()).extracting(CollectingSink.Seen::sequence).containsExactly(7001L, -1L);
    }

    @Test
    void answersAreToldOneByOne() {
        parse("{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"snapshot\":true,\"symbol\":\"BTC/USD\"},"
                + "\"success\":true,\"time_in\":\"x\",\"time_out\":\"x\"}");
        parse("{\"error\":\"Currency pair not supported XBT/USD\",\"method\":\"subscribe\",\"success\":false,"
                + "\"symbol\":\"XBT/USD\",\"time_in\":\"x\",\"time_out\":\"x\"}");
        parse("{\"error\":\"Exceeded msg rate\"}");

        assertThat(sink.notices())
                .containsExactly(
                        ExchangeNotice.subscribed(1),
                        ExchangeNotice.of(ExchangeNotice.Kind.REFUSED, "Currency pair not supported XBT/USD"),
                        ExchangeNotice.of(ExchangeNotice.Kind.ERROR, "Exceeded msg rate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "{",
                "{}",
                "{\"channel\":7}",
                "{\"data\":[{}]}",
                "{\"channel\":\"trade\",\"data\":[7,null,[]]}"
            })
    void nothingIsTakenForGrantedAndEveryMessageIsCounted(String message) {
        parse(message);

        assertThat(sink.events()).isEmpty();
        assertThat(sink.told()).isEqualTo(1);
    }

    private void parse(String message) {
        new KrakenParser().parse(message.getBytes(StandardCharsets.UTF_8), sink);
    }
}
