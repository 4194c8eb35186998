package io.quotewire.feed.source.coinbase;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.stream.ExchangeTerms;
import io.quotewire.feed.source.stream.ListedSymbols;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the public WebSocket feed of Coinbase Exchange wants: a subscription within five seconds, eight messages a second at
 * most. It sends a heartbeat for each product every second, so that silence tells; a subscription brings the last match and
 * a ticker. Source: docs.cdp.coinbase.com/exchange/websocket-feed. Confined to the event loop of its source.
 */
public final class CoinbaseProtocol extends ListedSymbols {
    /** The public feed. */
    public static final String DEFAULT_URL = "wss://ws-feed.exchange.coinbase.com";

    private static final ExchangeTerms TERMS = new ExchangeTerms(150, 10_000, 0, 0, false);
    private static final int PRODUCTS_PER_MESSAGE = 100;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     */
    public CoinbaseProtocol(SymbolMap symbols) {
        super(symbols, TERMS, PRODUCTS_PER_MESSAGE);
    }

    @Override
    public MessageParser parser() {
        return new CoinbaseParser(symbols());
    }

    @Override
    protected List<String> messages(boolean subscribing, JsonArray products) {
        JsonObject message = new JsonObject()
                .put("type", subscribing ? "subscribe" : "unsubscribe")
                .put("product_ids", products)
                .put("channels", new JsonArray().add("ticker").add("matches").add("heartbeat"));
        return List.of(message.encode());
    }
}
