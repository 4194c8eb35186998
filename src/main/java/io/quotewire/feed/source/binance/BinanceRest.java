package io.quotewire.feed.source.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SubscriptionChunks;
import io.quotewire.feed.source.polling.RestFailure;
import io.quotewire.feed.source.polling.RestProtocol;
import io.quotewire.feed.source.polling.RestRequest;
import io.quotewire.feed.source.polling.RestTerms;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binance over REST: {@code GET /api/v3/ticker/price?symbols=[...]}, weight 4 of 6,000 a minute. An unknown symbol spoils the
 * whole request. Format: github.com/binance/binance-spot-api-docs, rest-api.md. Immutable.
 */
public final class BinanceRest implements RestProtocol {
    private static final RestTerms TERMS = new RestTerms("https://api.binance.com", 250, 2_000);
    /** So that the address stays short enough for every proxy. */
    private static final int SYMBOLS_A_REQUEST = 100;

    private static final String TOO_MANY_REQUESTS = "-1003";

    private final Map<String, String> products;

    /**
     * For the public interface.
     *
     * @param products the exchange's names of symbols, where they are not the symbol without its dash
     */
    public BinanceRest(Map<String, String> products) {
        this.products = Map.copyOf(products);
    }

    @Override
    public RestTerms terms() {
        return TERMS;
    }

    @Override
    public List<RestRequest> requests(List<String> symbols) {
        return SubscriptionChunks.of(symbols, SYMBOLS_A_REQUEST).stream()
                .map(this::request)
                .toList();
    }

    private RestRequest request(List<String> some) {
        String names =
                some.stream().map(symbol -> '"' + product(symbol) + '"').collect(Collectors.joining(",", "[", "]"));
        return RestRequest.of("/api/v3/ticker/price?symbols=" + URLEncoder.encode(names, StandardCharsets.UTF_8), some);
    }

    @Override
    public void parse(RestRequest request, byte[] body, EventSink sink) {
        Map<String, String> symbols = new HashMap<>();
        request.symbols().forEach(symbol -> symbols.put(product(symbol), symbol));
        try (JsonParser json = MessageJson.open(body)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readPrice(json, symbols, sink);
            } else if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readPrice(json, symbols, sink);
                }
            }
            if ((first != JsonToken.START_OBJECT && json.currentToken() != JsonToken.END_ARRAY)
                    || !MessageJson.isAtEnd(json)) {
                throw malformed();
            }
        } catch (IOException broken) {
            throw malformed();
        }
    }

    private static void readPrice(JsonParser json, Map<String, String> symbols, EventSink sink) throws IOException {
        Map<String, @Nullable String> fields = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            fields.put(name, MessageJson.text(json));
        }
        String code = fields.get("code");
        if (code != null) {
            throw new RestFailure(
                    code.equals(TOO_MANY_REQUESTS) ? RestFailure.Kind.RATE_LIMIT : RestFailure.Kind.REFUSED,
                    code + " " + fields.get("msg"));
        }
        String symbol = symbols.get(String.valueOf(fields.get("symbol")));
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw malformed();
        } else if (symbol == null) {
            sink.skipped(SkipReason.BAD_SYMBOL);
        } else {
            MarketEvent event = new MarketEvent();
            event.symbol = symbol;
            event.price = fields.get("price");
            sink.event(event);
        }
    }

    private String product(String symbol) {
        return products.getOrDefault(symbol, symbol.replace("-", ""));
    }

    private static RestFailure malformed() {
        return new RestFailure(RestFailure.Kind.PARSE, "the answer is no list of prices");
    }
}
