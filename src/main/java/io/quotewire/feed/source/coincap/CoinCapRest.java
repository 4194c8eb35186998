package io.quotewire.feed.source.coincap;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CoinCap over REST, version 2 and 3: {@code GET /assets?ids=bitcoin,ethereum} below the version's address. Its prices are
 * averages over exchanges, without a time of their own. Where the limit is exceeded, the body may be plain text, or
 * {@code data} an object with a message. Immutable.
 */
public final class CoinCapRest implements RestProtocol {
    /** Every request costs credits. */
    private static final RestTerms TERMS = new RestTerms("https://rest.coincap.io/v3", 400, 10_000);

    private static final int IDS_A_REQUEST = 50;

    private final Map<String, String> ids;
    private final @Nullable String apiKey;

    /**
     * For the public interface.
     *
     * @param ids CoinCap's id of each symbol, such as bitcoin of BTC-USD; other symbols are not asked for
     * @param apiKey the key that version 3 wants; null for none
     */
    public CoinCapRest(Map<String, String> ids, @Nullable String apiKey) {
        this.ids = Map.copyOf(ids);
        this.apiKey = apiKey;
    }

    @Override
    public RestTerms terms() {
        return TERMS;
    }

    @Override
    public List<RestRequest> requests(List<String> symbols) {
        List<String> known = symbols.stream().filter(ids::containsKey).toList();
        return SubscriptionChunks.of(known, IDS_A_REQUEST).stream()
                .map(this::request)
                .toList();
    }

    private RestRequest request(List<String> some) {
        Map<String, String> headers = apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
        String names = some.stream().map(ids::get).collect(Collectors.joining(","));
        return new RestRequest("/assets?ids=" + names, some, headers);
    }

    @Override
    public void parse(RestRequest request, byte[] body, EventSink sink) {
        Map<String, String> symbols = new HashMap<>();
        request.symbols().forEach(symbol -> symbols.put(String.valueOf(ids.get(symbol)), symbol));
        Set<String> found = new HashSet<>();
        try {
            MessageJson.readObject(body, (name, json) -> {
                if (name.equals("data") && json.currentToken() == JsonToken.START_ARRAY) {
                    found.add(name);
                    readAssets(json, symbols, sink);
                } else if (name.equals("data") && json.currentToken() == JsonToken.START_OBJECT) {
                    throw new RestFailure(
                            RestFailure.Kind.REFUSED, readFields(json).getOrDefault("message", "no data"));
                } else if (name.equals("error")) {
                    throw new RestFailure(RestFailure.Kind.REFUSED, String.valueOf(MessageJson.text(json)));
                } else {
                    json.skipChildren();
                }
            });
        } catch (IOException broken) {
            throw malformed();
        }
        if (found.isEmpty()) {
            throw malformed();
        }
    }

    private static void readAssets(JsonParser json, Map<String, String> symbols, EventSink sink) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, String> asset = readFields(json);
            String symbol = symbols.get(asset.getOrDefault("id", ""));
            if (symbol == null) {
                sink.skipped(SkipReason.BAD_SYMBOL);
            } else {
                MarketEvent event = new MarketEvent();
                event.symbol = symbol;
                event.price = asset.get("priceUsd");
                sink.event(event);
            }
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw malformed();
        }
    }

    /** The fields of the object that the parser stands on, but for null ones. */
    private static Map<String, String> readFields(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            String value = MessageJson.text(json);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static RestFailure malformed() {
        return new RestFailure(RestFailure.Kind.PARSE, "the answer is no list of assets");
    }
}
