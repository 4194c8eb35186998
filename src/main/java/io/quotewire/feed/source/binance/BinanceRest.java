package io.quotewire.feed.source.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.polling.RestFailure;
import io.quotewire.feed.source.polling.RestProtocol;
import io.quotewire.feed.source.polling.RestRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    public String defaultUrl() {
        return "https://api.binance.com";
    }

    @Override
    public long pauseMs() {
        return 250;
    }

    @Override
    public long intervalMs() {
        return 2_000;
    }

    @Override
    public List<RestRequest> requests(List<String> symbols) {
        List<RestRequest> requests = new ArrayList<>();
        for (int from = 0; from < symbols.size(); from += SYMBOLS_A_REQUEST) {
            List<String> some = symbols.subList(from, Math.min(symbols.size(), from + SYMBOLS_A_REQUEST));
            String names =
                    some.stream().map(symbol -> '"' + product(symbol) + '"').collect(Collectors.joining(",", "[", "]"));
            requests.add(RestRequest.of(
                    "/api/v3/ticker/price?symbols=" + URLEncoder.encode(names, StandardCharsets.UTF_8), some));
        }
        return requests;
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
