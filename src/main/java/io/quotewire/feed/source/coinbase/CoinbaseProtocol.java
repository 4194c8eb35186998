package io.quotewire.feed.source.coinbase;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What the public WebSocket feed of Coinbase Exchange wants: a subscription within five seconds. It sends a heartbeat for
 * each product every second, so that silence tells. Immutable.
 */
public final class CoinbaseProtocol implements ExchangeProtocol {
    /** The public feed. */
    public static final String DEFAULT_URL = "wss://ws-feed.exchange.coinbase.com";

    private final List<String> products;

    /**
     * For some products.
     *
     * @param products at least one, such as BTC-USD
     */
    public CoinbaseProtocol(List<String> products) {
        this.products = List.copyOf(products);
    }

    @Override
    public MessageParser parser() {
        return new CoinbaseParser();
    }

    @Override
    public List<String> greetings() {
        return List.of(new JsonObject()
                .put("type", "subscribe")
                .put("product_ids", new JsonArray(products))
                .put("channels", new JsonArray().add("ticker").add("matches").add("heartbeat"))
                .encode());
    }
}
