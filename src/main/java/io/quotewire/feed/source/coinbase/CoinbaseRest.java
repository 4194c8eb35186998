package io.quotewire.feed.source.coinbase;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.polling.RestFailure;
import io.quotewire.feed.source.polling.RestProtocol;
import io.quotewire.feed.source.polling.RestRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Exchange over REST: {@code GET /products/BTC-USD/ticker}, one product a request, 10 requests a second at most.
 * Format: docs.cdp.coinbase.com/exchange, "Get product ticker". Immutable.
 */
public final class CoinbaseRest implements RestProtocol {
    private final Map<String, String> products;

    /**
     * For the public interface.
     *
     * @param products the exchange's names of symbols, where they are not the same
     */
    public CoinbaseRest(Map<String, String> products) {
        this.products = Map.copyOf(products);
    }

    @Override
    public String defaultUrl() {
        return "https://api.exchange.coinbase.com";
    }

    @Override
    public long pauseMs() {
        return 125;
    }

    @Override
    public long intervalMs() {
        return 2_000;
    }

    @Override
    public List<RestRequest> requests(List<String> symbols) {
        return symbols.stream()
                .map(symbol -> RestRequest.of(
                        "/products/" + products.getOrDefault(symbol, symbol) + "/ticker", List.of(symbol)))
                .toList();
    }

    @Override
    public void parse(RestRequest request, byte[] body, EventSink sink) {
        MarketEvent event = new MarketEvent();
        event.symbol = request.symbols().get(0);
        String message = null;
        try (JsonParser json = MessageJson.open(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                String value = MessageJson.text(json);
                if (name.equals("message")) {
                    message = value;
                } else {
                    read(event, name, value);
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || !MessageJson.isAtEnd(json)) {
                throw malformed();
            }
        } catch (IOException broken) {
            throw malformed();
        }
        if (event.price == null) {
            throw message == null ? malformed() : new RestFailure(RestFailure.Kind.REFUSED, message);
        }
        sink.event(event);
    }

    private static void read(MarketEvent event, String name, @Nullable String value) {
        switch (name) {
            case "price" -> event.price = value;
            case "size" -> event.size = value;
            case "bid" -> event.bid = value;
            case "ask" -> event.ask = value;
            case "volume" -> event.volume = value;
            case "time" -> event.time = value;
            default -> {}
        }
    }

    private static RestFailure malformed() {
        return new RestFailure(RestFailure.Kind.PARSE, "the answer is not a ticker");
    }
}
