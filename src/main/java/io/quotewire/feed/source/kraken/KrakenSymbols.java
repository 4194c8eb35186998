package io.quotewire.feed.source.kraken;

import io.quotewire.feed.source.SymbolMap;
import java.util.Map;

/** How Kraken calls our symbols: BTC/USD. The older names of Bitcoin and Dogecoin, XBT and XDG, are understood too. */
public final class KrakenSymbols {
    private static final Map<String, String> OLDER = Map.of("XBT", "BTC", "XDG", "DOGE");

    private KrakenSymbols() {}

    /**
     * The map.
     *
     * @param products Kraken's names by symbol, where they are not what the rule says
     * @return a map
     */
    public static SymbolMap map(Map<String, String> products) {
        return new SymbolMap(products, symbol -> symbol.replace('-', '/'), KrakenSymbols::symbol);
    }

    private static String symbol(String product) {
        int slash = product.indexOf('/');
        return slash < 0 ? product : asset(product.substring(0, slash)) + "-" + asset(product.substring(slash + 1));
    }

    private static String asset(String name) {
        return OLDER.getOrDefault(name, name);
    }
}
