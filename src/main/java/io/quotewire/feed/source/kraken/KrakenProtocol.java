package io.quotewire.feed.source.kraken;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SubscriptionChunks;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.quotewire.feed.source.stream.ExchangeTerms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What version 2 of Kraken's WebSocket interface wants: one answer for each symbol of each channel, a ping of its own, and a
 * heartbeat about every second when nothing else flows. The ticker follows the best bid and offer; trades are numbered.
 * Source: docs.kraken.com/api/docs/websocket-v2. Confined to the event loop of its source.
 */
public final class KrakenProtocol implements ExchangeProtocol {
    /** The public feed. */
    public static final String DEFAULT_URL = "wss://ws.kraken.com/v2";

    private static final ExchangeTerms TERMS = new ExchangeTerms(250, 10_000, 0, 2, false);
    private static final int SYMBOLS_PER_MESSAGE = 100;

    private final SymbolMap symbols;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     */
    public KrakenProtocol(SymbolMap symbols) {
        this.symbols = symbols;
    }

    @Override
    public MessageParser parser() {
        return new KrakenParser(symbols);
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

    @Override
    public String ping(long number) {
        return new JsonObject().put("method", "ping").put("req_id", number).encode();
    }

    private List<String> messages(String method, List<String> ours) {
        boolean subscribing = method.equals("subscribe");
        List<String> texts = new ArrayList<>();
        for (List<String> chunk : SubscriptionChunks.of(ours, SYMBOLS_PER_MESSAGE)) {
            JsonArray products =
                    new JsonArray(chunk.stream().map(symbols::product).toList());
            JsonObject ticker = new JsonObject()
                    .put("channel", "ticker")
                    .put("symbol", products)
                    .put("event_trigger", "bbo");
            JsonObject trade = new JsonObject().put("channel", "trade").put("symbol", products);
            if (subscribing) {
                // The last trades were there before: only those that follow are news.
                ticker.put("snapshot", true);
                trade.put("snapshot", false);
            }
            texts.add(message(method, ticker));
            texts.add(message(method, trade));
        }
        return texts;
    }

    private static String message(String method, JsonObject parameters) {
        return new JsonObject().put("method", method).put("params", parameters).encode();
    }
}
