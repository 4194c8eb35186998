package io.quotewire.feed.source.kraken;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SymbolMap;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of Kraken's WebSocket interface, version 2: each trade becomes an event, each ticker a summary with the
 * best bid and ask. Numbers are JSON numbers there; their digits are kept as they are written, trailing zeros too. Format:
 * docs.kraken.com/api/docs/websocket-v2. Not thread-safe.
 */
public final class KrakenParser implements MessageParser {
    private final SymbolMap symbols;
    private final MarketEvent event = new MarketEvent();
    private @Nullable String channel;
    private @Nullable String type;
    private @Nullable String method;
    private @Nullable String error;
    private @Nullable String system;
    private boolean success;
    private int reported;

    /** With Kraken's own names. */
    public KrakenParser() {
        this(KrakenSymbols.map(Map.of()));
    }

    /**
     * With a map.
     *
     * @param symbols ours and theirs
     */
    public KrakenParser(SymbolMap symbols) {
        this.symbols = symbols;
    }

    @Override
    public void parse(byte[] message, EventSink sink) {
        channel = null;
        type = null;
        method = null;
        error = null;
        system = null;
        success = false;
        reported = 0;
        boolean complete;
        try (JsonParser json = MessageJson.open(message)) {
            complete = readFields(json, sink);
        } catch (IOException broken) {
            complete = false;
        }
        if (!complete) {
            sink.skipped(SkipReason.MALFORMED);
        } else if (reported == 0) {
            report(sink);
        }
    }

    private boolean readFields(JsonParser json, EventSink sink) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            if (name.equals("data") && "book".equals(channel)) {
                // Books are long, and nothing of them is taken.
                return true;
            }
            switch (name) {
                case "channel" -> channel = MessageJson.text(json);
                case "type" -> type = MessageJson.text(json);
                case "method" -> method = MessageJson.text(json);
                case "error" -> error = MessageJson.text(json);
                case "success" -> success = json.currentToken() == JsonToken.VALUE_TRUE;
                case "data" -> readEntries(json, sink);
                default -> json.skipChildren();
            }
            name = json.nextFieldName();
        }
        return json.currentToken() == JsonToken.END_OBJECT && MessageJson.isAtEnd(json);
    }

    /** The entries of a list; the channel's name comes before them. */
    private void readEntries(JsonParser json, EventSink sink) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        boolean trades = "trade".equals(channel);
        boolean tickers = "ticker".equals(channel);
        boolean status = "status".equals(channel);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == null) {
                return;
            }
            if (json.currentToken() != JsonToken.START_OBJECT || !(trades || tickers || status)) {
                json.skipChildren();
            } else if (status) {
                readStatus(json);
            } else {
                readEvent(json, trades);
                reported++;
                sink.event(event);
            }
        }
    }

    private void readEvent(JsonParser json, boolean trade) throws IOException {
        event.clear();
        event.kind = trade ? MarketEvent.Kind.TRADE : MarketEvent.Kind.SUMMARY;
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            if (trade) {
                readTradeField(name, json);
            } else {
                readTickerField(name, json);
            }
            name = json.nextFieldName();
        }
    }

    private void readTradeField(String name, JsonParser json) throws IOException {
        switch (name) {
            case "symbol" -> event.symbol = symbol(json);
            case "price" -> event.price = MessageJson.text(json);
            case "qty" -> event.size = MessageJson.text(json);
            case "side" -> event.side = MessageJson.text(json);
            case "timestamp" -> event.time = MessageJson.text(json);
            case "trade_id" -> {
                event.tradeId = MessageJson.number(json);
                event.sequence = event.tradeId;
            }
            default -> json.skipChildren();
        }
    }

    private void readTickerField(String name, JsonParser json) throws IOException {
        switch (name) {
            case "symbol" -> event.symbol = symbol(json);
            case "last" -> event.price = MessageJson.text(json);
            case "bid" -> event.bid = MessageJson.text(json);
            case "ask" -> event.ask = MessageJson.text(json);
            case "volume" -> event.volume = MessageJson.text(json);
            case "change" -> event.change = MessageJson.text(json);
            case "change_pct" -> event.changePercent = MessageJson.text(json);
            case "timestamp" -> event.time = MessageJson.text(json);
            default -> json.skipChildren();
        }
    }

    private void readStatus(JsonParser json) throws IOException {
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            if (name.equals("system")) {
                system = MessageJson.text(json);
            } else {
                // Among them connection_id, which no long holds: it is never read as a number.
                json.skipChildren();
            }
            name = json.nextFieldName();
        }
    }

    private String symbol(JsonParser json) throws IOException {
        String product = MessageJson.text(json);
        return product == null ? "" : symbols.symbol(product);
    }

    private void report(EventSink sink) {
        if (channel != null) {
            reportChannel(channel, sink);
        } else if (error != null) {
            ExchangeNotice.Kind kind =
                    "subscribe".equals(method) ? ExchangeNotice.Kind.REFUSED : ExchangeNotice.Kind.ERROR;
            sink.notice(ExchangeNotice.of(kind, error));
        } else if ("subscribe".equals(method) && success) {
            sink.notice(ExchangeNotice.subscribed(1));
        } else if ("pong".equals(method)) {
            sink.notice(ExchangeNotice.of(ExchangeNotice.Kind.PONG, "pong"));
        } else if (method != null) {
            sink.skipped(SkipReason.SUBSCRIPTIONS);
        } else {
            sink.skipped(SkipReason.OTHER_KIND);
        }
    }

    private void reportChannel(String name, EventSink sink) {
        switch (name) {
            case "heartbeat" -> sink.skipped(SkipReason.HEARTBEAT);
            case "book" -> sink.skipped("snapshot".equals(type) ? SkipReason.SNAPSHOT : SkipReason.DEPTH);
            case "status" -> {
                // cancel_only and maintenance: nothing is traded; post_only: nothing is taken.
                if (system != null) {
                    sink.halted("", !system.equals("online"));
                }
                sink.skipped(SkipReason.OTHER_KIND);
            }
            default -> sink.skipped(SkipReason.OTHER_KIND);
        }
    }
}
