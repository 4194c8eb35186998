package io.quotewire.feed.source.coincap;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * CoinCap over REST, version 2 and 3: {@code GET /assets?ids=bitcoin,ethereum} below the version's address. Its prices are
 * averages over exchanges, without a time of their own. Where the limit is exceeded, the body may be plain text, or
 * {@code data} an object with a message. Immutable.
 */
public final class CoinCapRest implements RestProtocol {
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
    public String defaultUrl() {
        return "https://rest.coincap.io/v3";
    }

    @Override
    public long pauseMs() {
        return 400;
    }

    /** Every request costs credits. */
    @Override
    public long intervalMs() {
        return 10_000;
    }

    @Override
    public List<RestRequest> requests(List<String> symbols) {
        Map<String, String> headers = apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey);
        List<String> known = symbols.stream().filter(ids::containsKey).toList();
        List<RestRequest> requests = new ArrayList<>();
        for (int from = 0; from < known.size(); from += IDS_A_REQUEST) {
            List<String> some = known.subList(from, Math.min(known.size(), from + IDS_A_REQUEST));
            String names = some.stream().map(ids::get).collect(Collectors.joining(","));
            requests.add(new RestRequest("/assets?ids=" + names, some, headers));
        }
        return requests;
    }

    @Override
    public void parse(RestRequest request, byte[] body, EventSink sink) {
        Map<String, String> symbols = new HashMap<>();
        request.symbols().forEach(symbol -> symbols.put(String.valueOf(ids.get(symbol)), symbol));
        boolean found = false;
        try (JsonParser json = MessageJson.open(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                if (name.equals("data") && token == JsonToken.START_ARRAY) {
                    found = true;
                    readAssets(json, symbols, sink);
                } else if (name.equals("data") && token == JsonToken.START_OBJECT) {
                    throw new RestFailure(
                            RestFailure.Kind.REFUSED, readFields(json).getOrDefault("message", "no data"));
                } else if (name.equals("error")) {
                    throw new RestFailure(RestFailure.Kind.REFUSED, String.valueOf(MessageJson.text(json)));
                } else {
                    json.skipChildren();
                }
            }
            if (!found || json.currentToken() != JsonToken.END_OBJECT || !MessageJson.isAtEnd(json)) {
                throw malformed();
            }
        } catch (IOException broken) {
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
