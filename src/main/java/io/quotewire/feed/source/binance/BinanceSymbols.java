package io.quotewire.feed.source.binance;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits Binance's product names: BTCUSDT is BTC-USDT. The end of the name is compared with the assets that others are
 * quoted in, the longest first. Remembers what it split. Not thread-safe.
 */
public final class BinanceSymbols {
    private static final int MAX_REMEMBERED = 10_000;
    private static final List<String> QUOTE_ASSETS = List.of(
                    "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USD1", "BTC", "ETH", "BNB", "EUR", "GBP", "TRY",
                    "BRL", "AUD", "JPY", "PLN", "RON", "ARS", "MXN", "COP", "ZAR", "UAH", "IDRT", "BIDR", "DAI", "XRP",
                    "TRX", "DOGE", "SOL", "VAI", "PAX", "NGN", "RUB", "USD")
            .stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private final Map<String, String> remembered = new HashMap<>();

    /**
     * The symbol of a product.
     *
     * @param product such as BTCUSDT
     * @return such as BTC-USDT; the product itself, which is no symbol, if no known asset ends it
     */
    public String symbol(String product) {
        String known = remembered.get(product);
        if (known != null) {
            return known;
        }
        String symbol = split(product);
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.put(product, symbol);
        }
        return symbol;
    }

    private static String split(String product) {
        for (String asset : QUOTE_ASSETS) {
            if (product.endsWith(asset) && product.length() > asset.length()) {
                return product.substring(0, product.length() - asset.length()) + "-" + asset;
            }
        }
        return product;
    }
}
