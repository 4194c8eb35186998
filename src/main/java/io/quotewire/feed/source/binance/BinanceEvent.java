package io.quotewire.feed.source.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.RepeatedTexts;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SymbolMap;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one Binance event and what they mean. Almost every field's name is one letter: the values stand in a
 * table by that letter, and once the kind is known, which comes first, texts are made only of those that it needs. Trades are
 * numbered by trade id, quotes by update id; the tickers sum up and are not numbered. Not thread-safe.
 */
final class BinanceEvent {
    private static final char FIRST = 'A';
    private static final int LETTERS = 'z' - FIRST + 1;
    /** Whatever comes before the kind, or where none comes. */
    private static final long ALL = -1;

    private static final long TRADE = letters("spqTm");
    private static final long QUOTE = letters("sba");
    private static final long TICKER = letters("scovEbaQpP");
    private static final long MINI_TICKER = letters("scovE");

    private final MarketEvent event = new MarketEvent();
    private final SymbolMap symbols;
    private final RepeatedTexts names;
    private final @Nullable String[] values = new @Nullable String[LETTERS];
    private @Nullable String kind;
    private long wanted = ALL;
    private long tradeId;
    private long lastTradeId;
    private long updateId;
    private @Nullable String error;
    /** How many streams an answer names; a mere yes counts as one; below zero where there is none. */
    private int granted;

    private boolean depth;

    /** Reads with a map of symbols; the names are remembered. */
    BinanceEvent(SymbolMap symbols, RepeatedTexts names) {
        this.symbols = symbols;
        this.names = names;
    }

    void clear() {
        Arrays.fill(values, null);
        kind = null;
        wanted = ALL;
        tradeId = MarketEvent.UNNUMBERED;
        lastTradeId = MarketEvent.UNNUMBERED;
        updateId = MarketEvent.UNNUMBERED;
        error = null;
        granted = -1;
        depth = false;
    }

    /** Takes the field whose value the parser stands on. */
    void read(String name, JsonParser json) throws IOException {
        if (name.length() == 1) {
            readLetter(name.charAt(0), json);
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

    private void readLetter(char letter, JsonParser json) throws IOException {
        switch (letter) {
            case 'e' -> {
                kind = names.of(json);
                wanted = wanted(kind);
                depth |= "depthUpdate".equals(kind);
            }
            case 't' -> tradeId = MessageJson.number(json);
            case 'l' -> lastTradeId = MessageJson.number(json);
            case 'u' -> updateId = MessageJson.number(json);
            case 's' -> values['s' - FIRST] = names.of(json);
            default -> {
                if (letter >= FIRST && letter < FIRST + LETTERS && ((wanted >>> (letter - FIRST)) & 1) != 0) {
                    values[letter - FIRST] = MessageJson.text(json);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static long wanted(@Nullable String kind) {
        return switch (String.valueOf(kind)) {
            case "trade", "aggTrade" -> TRADE;
            case "bookTicker" -> QUOTE;
            case "24hrTicker" -> TICKER;
            case "24hrMiniTicker" -> MINI_TICKER;
            default -> ALL;
        };
    }

    private static long letters(String wanted) {
        return wanted.chars().mapToLong(letter -> 1L << (letter - FIRST)).reduce(0, (one, other) -> one | other);
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
        if (kind == null) {
            reportUnnamed(sink);
            return;
        }
        switch (kind) {
            case "trade" -> {
                event.tradeId = tradeId;
                reportTrade(tradeId, sink);
            }
            case "aggTrade" -> reportTrade(lastTradeId, sink);
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
        if (updateId != MarketEvent.UNNUMBERED && value('s') != null) {
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

    private void reportTrade(long number, EventSink sink) {
        event.price = value('p');
        event.size = value('q');
        event.time = value('T');
        // m: the buyer was the maker, so the taker sold.
        String buyerIsMaker = value('m');
        if (buyerIsMaker != null) {
            event.side = buyerIsMaker.equals("true") ? "sell" : "buy";
        }
        send(MarketEvent.Kind.TRADE, number, sink);
    }

    private void reportQuote(EventSink sink) {
        event.bid = value('b');
        event.ask = value('a');
        send(MarketEvent.Kind.QUOTE, updateId, sink);
    }

    private void reportTicker(EventSink sink) {
        event.bid = value('b');
        event.ask = value('a');
        event.size = value('Q');
        event.change = value('p');
        event.changePercent = value('P');
        reportMiniTicker(sink);
    }

    private void reportMiniTicker(EventSink sink) {
        event.price = value('c');
        event.open = value('o');
        event.volume = value('v');
        event.time = value('E');
        send(MarketEvent.Kind.SUMMARY, MarketEvent.UNNUMBERED, sink);
    }

    private void send(MarketEvent.Kind reported, long number, EventSink sink) {
        String product = value('s');
        if (product == null) {
            sink.skipped(SkipReason.MALFORMED);
            return;
        }
        event.kind = reported;
        event.symbol = symbols.symbol(product);
        event.sequence = number;
        sink.event(event);
    }

    private @Nullable String value(char letter) {
        return values[letter - FIRST];
    }
}
