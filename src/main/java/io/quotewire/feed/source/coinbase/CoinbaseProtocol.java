package io.quotewire.feed.source.coinbase;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SubscriptionChunks;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.quotewire.feed.source.stream.ExchangeTerms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the public WebSocket feed of Coinbase Exchange wants: a subscription within five seconds, eight messages a second at
 * most. It sends a heartbeat for each product every second, so that silence tells; a subscription brings the last match and
 * a ticker. Source: docs.cdp.coinbase.com/exchange/websocket-feed. Confined to the event loop of its source.
 */
public final class CoinbaseProtocol implements ExchangeProtocol {
    /** The public feed. */
    public static final String DEFAULT_URL = "wss://ws-feed.exchange.coinbase.com";

    private static final ExchangeTerms TERMS = new ExchangeTerms(150, 10_000, 0, 0, false);
    private static final int PRODUCTS_PER_MESSAGE = 100;

    private final SymbolMap symbols;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     */
    public CoinbaseProtocol(SymbolMap symbols) {
        this.symbols = symbols;
    }

    @Override
    public MessageParser parser() {
        return new CoinbaseParser(symbols);
    }

    @Override
    public ExchangeTerms terms() {
        return TERMS;
    }

    @Override
    public List<String> subscribe(List<String> wanted) {
        return messages("subscribe", wanted);
    }

    @Override
    public List<String> unsubscribe(List<String> unwanted) {
        return messages("unsubscribe", unwanted);
    }

    private List<String> messages(String type, List<String> ours) {
        return SubscriptionChunks.of(ours, PRODUCTS_PER_MESSAGE).stream()
                .map(chunk -> message(type, chunk))
                .toList();
    }

    private String message(String type, List<String> chunk) {
        return new JsonObject()
                .put("type", type)
                .put(
                        "product_ids",
                        new JsonArray(chunk.stream().map(symbols::product).toList()))
                .put("channels", new JsonArray().add("ticker").add("matches").add("heartbeat"))
                .encode();
    }
}
