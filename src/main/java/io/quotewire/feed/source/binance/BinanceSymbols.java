package io.quotewire.feed.source.binance;

import io.quotewire.feed.source.SymbolMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How Binance calls our symbols: BTCUSDT is BTC-USDT. The end of a product's name is compared with the assets that others
 * are quoted in, the longest first.
 */
public final class BinanceSymbols {
    private static final List<String> QUOTE_ASSETS = List.of(
                    "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USD1", "BTC", "ETH", "BNB", "EUR", "GBP", "TRY",
                    "BRL", "AUD", "JPY", "PLN", "RON", "ARS", "MXN", "COP", "ZAR", "UAH", "IDRT", "BIDR", "DAI", "XRP",
                    "TRX", "DOGE", "SOL", "VAI", "PAX", "NGN", "RUB", "USD")
            .stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private BinanceSymbols() {}

    /**
     * The map.
     *
     * @param products Binance's names by symbol, where they are not what the rule says
     * @return a map
     */
    public static SymbolMap map(Map<String, String> products) {
        return new SymbolMap(products, symbol -> symbol.replace("-", ""), BinanceSymbols::symbol);
    }

    /**
     * The symbol of a product.
     *
     * @param product such as BTCUSDT
     * @return such as BTC-USDT; the product itself, which is no symbol, if no known asset ends it
     */
    static String symbol(String product) {
        for (String asset : QUOTE_ASSETS) {
            if (product.endsWith(asset) && product.length() > asset.length()) {
                return product.substring(0, product.length() - asset.length()) + "-" + asset;
            }
        }
        return product;
    }
}
