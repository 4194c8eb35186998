package io.quotewire.feed.source.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SymbolMap;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one Binance event and what they mean. Almost every field's name is one letter: the values stand in a
 * table by that letter. Trades are numbered by trade id, quotes by update id; the tickers sum up and are not numbered. Not
 * thread-safe.
 */
final class BinanceEvent {
    private static final int LETTERS = 128;
    /** No field's name. */
    private static final char UNNUMBERED = '\0';

    private final MarketEvent event = new MarketEvent();
    private final SymbolMap symbols;
    private final @Nullable String[] values = new @Nullable String[LETTERS];
    private @Nullable String error;
    /** How many streams an answer names; a mere yes counts as one; below zero where there is none. */
    private int granted;

    private boolean depth;

    BinanceEvent(SymbolMap symbols) {
        this.symbols = symbols;
    }

    void clear() {
        Arrays.fill(values, null);
        error = null;
        granted = -1;
        depth = false;
    }

    /** Takes the field whose value the parser stands on. */
    void read(String name, JsonParser json) throws IOException {
        if (name.length() == 1 && name.charAt(0) < LETTERS) {
            values[name.charAt(0)] = MessageJson.text(json);
            depth |= "depthUpdate".equals(values['e']);
            return;
        }
        switch (name) {
            case "lastUpdateId" -> depth = true;
            case "result" -> granted = countStreams(json);
            case "error" -> readError(json);
            case "msg" -> error = MessageJson.text(json);
            default -> {}
        }
        json.skipChildren();
    }

    /** An error stands in the message itself, or in an object of this name. */
    private void readError(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            error = MessageJson.text(json);
            return;
        }
        error = "an error without a text";
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            if (name.equals("msg")) {
                error = MessageJson.text(json);
            }
            json.skipChildren();
            name = json.nextFieldName();
        }
    }

    private static int countStreams(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return 1;
        }
        int count = 0;
        JsonToken token = json.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            count++;
            json.skipChildren();
            token = json.nextToken();
        }
        return count;
    }

    /** Whether the fields read so far show a part of an order book. */
    boolean isDepth() {
        return depth;
    }

    /** Tells the sink what was read: always one call. */
    void report(EventSink sink) {
        event.clear();
        String kind = values['e'];
        if (kind == null) {
            reportUnnamed(sink);
            return;
        }
        switch (kind) {
            case "trade" -> {
                event.tradeId = number(values['t']);
                reportTrade(sink, 't');
            }
            case "aggTrade" -> reportTrade(sink, 'l');
            case "bookTicker" -> reportQuote(sink);
            case "24hrTicker" -> reportTicker(sink);
            case "24hrMiniTicker" -> reportMiniTicker(sink);
            case "depthUpdate" -> sink.skipped(SkipReason.DEPTH);
            case "serverShutdown" ->
                sink.notice(ExchangeNotice.of(ExchangeNotice.Kind.SHUTDOWN, "the server is shutting down"));
            default -> sink.skipped(SkipReason.OTHER_KIND);
        }
    }

    /** The spot bookTicker, answers and errors do not say what they are. */
    private void reportUnnamed(EventSink sink) {
        if (values['u'] != null && values['s'] != null) {
            reportQuote(sink);
        } else if (depth) {
            sink.skipped(SkipReason.DEPTH);
        } else if (error != null) {
            sink.notice(ExchangeNotice.of(ExchangeNotice.Kind.ERROR, error));
        } else if (granted >= 0) {
            sink.notice(ExchangeNotice.subscribed(granted));
        } else {
            sink.skipped(SkipReason.OTHER_KIND);
        }
    }

    private void reportTrade(EventSink sink, char id) {
        event.price = values['p'];
        event.size = values['q'];
        event.time = values['T'];
        // m: the buyer was the maker, so the taker sold.
        String buyerIsMaker = values['m'];
        if (buyerIsMaker != null) {
            event.side = buyerIsMaker.equals("true") ? "sell" : "buy";
        }
        send(MarketEvent.Kind.TRADE, id, sink);
    }

    private void reportQuote(EventSink sink) {
        event.bid = values['b'];
        event.ask = values['a'];
        send(MarketEvent.Kind.QUOTE, 'u', sink);
    }

    private void reportTicker(EventSink sink) {
        event.bid = values['b'];
        event.ask = values['a'];
        event.size = values['Q'];
        event.change = values['p'];
        event.changePercent = values['P'];
        summary();
        send(MarketEvent.Kind.SUMMARY, UNNUMBERED, sink);
    }

    private void reportMiniTicker(EventSink sink) {
        summary();
        send(MarketEvent.Kind.SUMMARY, UNNUMBERED, sink);
    }

    private void summary() {
        event.price = values['c'];
        event.open = values['o'];
        event.volume = values['v'];
        event.time = values['E'];
    }

    private void send(MarketEvent.Kind kind, char id, EventSink sink) {
        String product = values['s'];
        if (product == null) {
            sink.skipped(SkipReason.MALFORMED);
            return;
        }
        event.kind = kind;
        event.symbol = symbols.symbol(product);
        event.sequence = number(values[id]);
        sink.event(event);
    }

    private static long number(@Nullable String text) {
        if (text == null) {
            return MarketEvent.UNNUMBERED;
        }
        try {
            return Math.max(MarketEvent.UNNUMBERED, Long.parseLong(text));
        } catch (NumberFormatException notNumbered) {
            return MarketEvent.UNNUMBERED;
        }
    }
}
