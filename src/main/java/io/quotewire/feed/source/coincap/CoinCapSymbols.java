package io.quotewire.feed.source.coincap;

import io.quotewire.feed.source.SymbolMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How CoinCap calls our symbols: by the asset's id, and always in US dollars: bitcoin is BTC-USD. */
public final class CoinCapSymbols {
    private static final String QUOTE = "-USD";

    /** The ids of assets that are often asked for, by their sign. */
    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("BTC", "bitcoin"),
            Map.entry("ETH", "ethereum"),
            Map.entry("USDT", "tether"),
            Map.entry("BNB", "binance-coin"),
            Map.entry("SOL", "solana"),
            Map.entry("USDC", "usd-coin"),
            Map.entry("XRP", "xrp"),
            Map.entry("ADA", "cardano"),
            Map.entry("DOGE", "dogecoin"),
            Map.entry("TRX", "tron"),
            Map.entry("AVAX", "avalanche"),
            Map.entry("LINK", "chainlink"),
            Map.entry("DOT", "polkadot"),
            Map.entry("MATIC", "polygon"),
            Map.entry("LTC", "litecoin"),
            Map.entry("SHIB", "shiba-inu"),
            Map.entry("BCH", "bitcoin-cash"),
            Map.entry("UNI", "uniswap"),
            Map.entry("XLM", "stellar"),
            Map.entry("XMR", "monero"),
            Map.entry("ETC", "ethereum-classic"),
            Map.entry("ATOM", "cosmos"),
            Map.entry("FIL", "filecoin"),
            Map.entry("AAVE", "aave"),
            Map.entry("ALGO", "algorand"),
            Map.entry("XTZ", "tezos"),
            Map.entry("EOS", "eos"),
            Map.entry("MKR", "maker"),
            Map.entry("NEAR", "near-protocol"),
            Map.entry("ICP", "internet-computer"),
            Map.entry("VET", "vechain"),
            Map.entry("GRT", "the-graph"),
            Map.entry("FTM", "fantom"),
            Map.entry("MANA", "decentraland"),
            Map.entry("DAI", "multi-collateral-dai"),
            Map.entry("WBTC", "wrapped-bitcoin"),
            Map.entry("DASH", "dash"),
            Map.entry("ZEC", "zcash"),
            Map.entry("NEO", "neo"));

    private static final Map<String, String> SYMBOLS = byId();

    private CoinCapSymbols() {}

    /**
     * The map.
     *
     * @param products CoinCap's ids by symbol, beside those known here
     * @return a map
     */
    public static SymbolMap map(Map<String, String> products) {
        return new SymbolMap(products, symbol -> id(symbol).orElse(symbol), id -> SYMBOLS.getOrDefault(id, id));
    }

    /**
     * The id of a symbol's asset.
     *
     * @param symbol such as BTC-USD
     * @return the id, if it is known here
     */
    public static Optional<String> id(String symbol) {
        return symbol.endsWith(QUOTE)
                ? Optional.ofNullable(IDS.get(symbol.substring(0, symbol.length() - QUOTE.length())))
                : Optional.empty();
    }

    private static Map<String, String> byId() {
        Map<String, String> symbols = new HashMap<>();
        IDS.forEach((asset, id) -> symbols.put(id, asset + QUOTE));
        return Map.copyOf(symbols);
    }
}
