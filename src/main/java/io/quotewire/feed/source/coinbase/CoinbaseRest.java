package io.quotewire.feed.source.coinbase;

import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.polling.RestFailure;
import io.quotewire.feed.source.polling.RestProtocol;
import io.quotewire.feed.source.polling.RestRequest;
import io.quotewire.feed.source.polling.RestTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Coinbase Exchange over REST: {@code GET /products/BTC-USD/ticker}, one product a request, 10 requests a second at most.
 * Format: docs.cdp.coinbase.com/exchange, "Get product ticker". Immutable.
 */
public final class CoinbaseRest implements RestProtocol {
    private static final RestTerms TERMS = new RestTerms("https://api.exchange.coinbase.com", 125, 2_000);
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
    public RestTerms terms() {
        return TERMS;
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
        List<String> messages = new ArrayList<>();
        try {
            MessageJson.readObject(body, (name, json) -> {
                String value = MessageJson.text(json);
                if (name.equals("message") && value != null) {
                    messages.add(value);
                } else {
                    read(event, name, value);
                }
            });
        } catch (IOException broken) {
            throw malformed();
        }
        if (event.price == null) {
            throw messages.isEmpty()
                    ? malformed()
                    : new RestFailure(RestFailure.Kind.REFUSED, String.join(", ", messages));
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
