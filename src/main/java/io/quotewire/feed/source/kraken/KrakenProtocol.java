package io.quotewire.feed.source.kraken;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.stream.ExchangeTerms;
import io.quotewire.feed.source.stream.ListedSymbols;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What version 2 of Kraken's WebSocket interface wants: one answer for each symbol of each channel, a ping of its own, and a
 * heartbeat about every second when nothing else flows. The ticker follows the best bid and offer; trades are numbered.
 * Source: docs.kraken.com/api/docs/websocket-v2. Confined to the event loop of its source.
 */
public final class KrakenProtocol extends ListedSymbols {
    /** The public feed. */
    public static final String DEFAULT_URL = "wss://ws.kraken.com/v2";

    private static final ExchangeTerms TERMS = new ExchangeTerms(250, 10_000, 0, 2, false);
    private static final int SYMBOLS_PER_MESSAGE = 100;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     */
    public KrakenProtocol(SymbolMap symbols) {
        super(symbols, TERMS, SYMBOLS_PER_MESSAGE);
    }

    @Override
    public MessageParser parser() {
        return new KrakenParser(symbols());
    }

    @Override
    public String ping(long number) {
        return new JsonObject().put("method", "ping").put("req_id", number).encode();
    }

    @Override
    protected List<String> messages(boolean subscribing, JsonArray products) {
        String method = subscribing ? "subscribe" : "unsubscribe";
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
        return List.of(message(method, ticker), message(method, trade));
    }

    private static String message(String method, JsonObject parameters) {
        return new JsonObject().put("method", method).put("params", parameters).encode();
    }
}
