package io.quotewire.feed;

import io.quotewire.feed.source.binance.BinanceProtocol;
import io.quotewire.feed.source.coincap.CoinCapSymbols;
import io.quotewire.kit.config.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Checks what an exchange can be asked for. Every value has its kind. */
final class ExchangeCheck {
    private ExchangeCheck() {}

    static void check(String name, SourceType type, JsonObject given, Problems problems) {
        if (!(given.getValue("symbols") instanceof JsonArray array)) {
            return;
        }
        List<String> symbols = array.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
        if (type == SourceType.BINANCE && symbols.size() > BinanceProtocol.MAX_SYMBOLS) {
            problems.add(
                    SourceCheck.path(name, "symbols"),
                    "found " + symbols.size() + " symbols; allowed: " + BinanceProtocol.MAX_SYMBOLS
                            + " on one connection to Binance; make another feed for the others");
        }
        if (type == SourceType.COINCAP) {
            JsonObject products = given.getValue("symbolMap") instanceof JsonObject object ? object : new JsonObject();
            for (String symbol : symbols) {
                if (!products.containsKey(symbol) && CoinCapSymbols.id(symbol).isEmpty()) {
                    problems.add(
                            SourceCheck.path(name, "symbols"),
                            "found " + symbol + ", of which CoinCap's id is not known here; give it in symbolMap");
                }
            }
        }
    }
}
