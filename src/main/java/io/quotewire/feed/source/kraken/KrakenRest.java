package io.quotewire.feed.source.kraken;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Kraken over REST: {@code GET /0/public/Ticker?pair=XBTUSD,ETHUSD}, about one request a second. Errors come with status 200.
 * The answer names pairs in Kraken's older way, with an X or a Z before assets of three letters: XXBTZUSD is BTC-USD. Format:
 * docs.kraken.com/api, "Get ticker information". Immutable.
 */
public final class KrakenRest implements RestProtocol {
    private static final RestTerms TERMS = new RestTerms("https://api.kraken.com", 1_100, 2_000);
    private static final int SYMBOLS_A_REQUEST = 40;
    private static final Map<String, String> ASSETS = Map.of("BTC", "XBT", "DOGE", "XDG");

    private final Map<String, String> pairs;

    /**
     * For the public interface.
     *
     * @param pairs the exchange's names of symbols, where they are not the usual ones; a slash in them is left out
     */
    public KrakenRest(Map<String, String> pairs) {
        this.pairs = Map.copyOf(pairs);
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
        String names = some.stream().map(this::pair).collect(Collectors.joining(","));
        return RestRequest.of("/0/public/Ticker?pair=" + names, some);
    }

    @Override
    public void parse(RestRequest request, byte[] body, EventSink sink) {
        Map<String, String> symbols = new HashMap<>();
        request.symbols().forEach(symbol -> names(symbol).forEach(name -> symbols.put(name, symbol)));
        List<String> errors = new ArrayList<>();
        Set<String> found = new HashSet<>();
        try {
            MessageJson.readObject(body, (name, json) -> {
                if (name.equals("error") && json.currentToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        errors.add(String.valueOf(MessageJson.text(json)));
                    }
                } else if (name.equals("result") && json.currentToken() == JsonToken.START_OBJECT) {
                    found.add(name);
                    readPairs(json, symbols, sink);
                } else {
                    json.skipChildren();
                }
            });
        } catch (IOException broken) {
            throw malformed();
        }
        if (!errors.isEmpty()) {
            throw error(String.join(", ", errors));
        } else if (found.isEmpty()) {
            throw malformed();
        }
    }

    private static void readPairs(JsonParser json, Map<String, String> symbols, EventSink sink) throws IOException {
        for (String pair = json.nextFieldName(); pair != null; pair = json.nextFieldName()) {
            String symbol = symbols.get(pair);
            if (json.nextToken() != JsonToken.START_OBJECT || symbol == null) {
                json.skipChildren();
                sink.skipped(symbol == null ? SkipReason.BAD_SYMBOL : SkipReason.MALFORMED);
            } else {
                MarketEvent event = new MarketEvent();
                event.symbol = symbol;
                readTicker(json, event);
                sink.event(event);
            }
        }
    }

    private static void readTicker(JsonParser json, MarketEvent event) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "a" -> event.ask = item(json, 0);
                case "b" -> event.bid = item(json, 0);
                case "c" -> event.price = item(json, 0);
                // Today's, then that of the last 24 hours.
                case "v" -> event.volume = item(json, 1);
                default -> json.skipChildren();
            }
        }
    }

    /** One item of the list that the parser stands on; it is left at the list's end. */
    private static @Nullable String item(JsonParser json, int wanted) throws IOException {
        String found = null;
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return null;
        }
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (json.currentToken() == null) {
                throw malformed();
            }
            String text = MessageJson.text(json);
            if (i == wanted) {
                found = text;
            }
        }
        return found;
    }

    private String pair(String symbol) {
        String given = pairs.get(symbol);
        return given == null ? asset(symbol, 0) + asset(symbol, 1) : given.replace("/", "");
    }

    /** All that the answer may call a symbol. */
    private List<String> names(String symbol) {
        String base = asset(symbol, 0);
        String quote = asset(symbol, 1);
        return List.of(
                pair(symbol),
                base + quote,
                "X" + base + "Z" + quote,
                "X" + base + "X" + quote,
                symbol.replace("-", ""));
    }

    private static String asset(String symbol, int part) {
        int dash = symbol.indexOf('-');
        String name = part == 0 ? symbol.substring(0, dash) : symbol.substring(dash + 1);
        return ASSETS.getOrDefault(name, name);
    }

    private static RestFailure error(String text) {
        boolean tooOften = text.contains("Rate limit") || text.contains("Too many requests");
        RestFailure.Kind otherwise =
                text.contains("Unknown asset pair") ? RestFailure.Kind.UNKNOWN_SYMBOL : RestFailure.Kind.REFUSED;
        return new RestFailure(tooOften ? RestFailure.Kind.RATE_LIMIT : otherwise, text);
    }

    private static RestFailure malformed() {
        return new RestFailure(RestFailure.Kind.PARSE, "the answer is not in Kraken's form");
    }
}
