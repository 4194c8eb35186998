package io.quotewire.feed;

import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.binance.BinanceProtocol;
import io.quotewire.feed.source.binance.BinanceRest;
import io.quotewire.feed.source.binance.BinanceSymbols;
import io.quotewire.feed.source.coinbase.CoinbaseProtocol;
import io.quotewire.feed.source.coinbase.CoinbaseRest;
import io.quotewire.feed.source.coincap.CoinCapProtocol;
import io.quotewire.feed.source.coincap.CoinCapRest;
import io.quotewire.feed.source.coincap.CoinCapSymbols;
import io.quotewire.feed.source.kraken.KrakenProtocol;
import io.quotewire.feed.source.kraken.KrakenRest;
import io.quotewire.feed.source.kraken.KrakenSymbols;
import io.quotewire.feed.source.polling.RestProtocol;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.quotewire.feed.source.stream.StreamSettings;
import java.util.HashMap;
import java.util.Map;

/** The exchanges that can be configured: the only place where each is named with its parts. */
final class Exchanges {
    private static final long MS_PER_SECOND = 1_000;

    private Exchanges() {}

    /** How an exchange calls the symbols of a feed. */
    static SymbolMap symbols(SourceOptions options) {
        return switch (options.type()) {
            case KRAKEN -> KrakenSymbols.map(options.live().products());
            case BINANCE -> BinanceSymbols.map(options.live().products());
            case COINCAP -> CoinCapSymbols.map(options.live().products());
            default -> SymbolMap.same(options.live().products());
        };
    }

    /** What is particular to the exchange of a feed. */
    static ExchangeProtocol protocol(SourceOptions options, SymbolMap symbols) {
        return switch (options.type()) {
            case COINBASE -> new CoinbaseProtocol(symbols);
            case KRAKEN -> new KrakenProtocol(symbols);
            case BINANCE -> new BinanceProtocol(symbols);
            case COINCAP -> new CoinCapProtocol(symbols, options.live().apiKey());
            case SIMULATOR, REPLAY, BUS -> throw new IllegalArgumentException(options.type() + " is no exchange");
        };
    }

    /** What is particular to its REST interface. */
    static RestProtocol rest(SourceOptions options, SymbolMap symbols) {
        Map<String, String> products = new HashMap<>();
        options.symbols().forEach(symbol -> products.put(symbol, symbols.product(symbol)));
        return switch (options.type()) {
            case COINBASE -> new CoinbaseRest(products);
            // There, its REST interface and its stream use different names.
            case KRAKEN -> new KrakenRest(options.live().products());
            case BINANCE -> new BinanceRest(products);
            case COINCAP -> new CoinCapRest(products, options.live().apiKey());
            case SIMULATOR, REPLAY, BUS -> throw new IllegalArgumentException(options.type() + " is no exchange");
        };
    }

    /** How its stream is kept up. */
    static StreamSettings settings(SourceOptions options, ExchangeProtocol protocol) {
        int seconds = options.live().silenceSeconds();
        String url = options.url();
        return StreamSettings.of(
                options.name(),
                url == null ? defaultUrl(options.type()) : url,
                seconds == 0 ? protocol.terms().silenceMs() : seconds * MS_PER_SECOND);
    }

    private static String defaultUrl(SourceType type) {
        return switch (type) {
            case COINBASE -> CoinbaseProtocol.DEFAULT_URL;
            case KRAKEN -> KrakenProtocol.DEFAULT_URL;
            case BINANCE -> BinanceProtocol.DEFAULT_URL;
            case COINCAP -> CoinCapProtocol.DEFAULT_URL;
            case SIMULATOR, REPLAY, BUS -> throw new IllegalArgumentException(type + " is no exchange");
        };
    }
}
