package io.quotewire.feed.source.coinbase;

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
 * Reads the messages of Coinbase Exchange's WebSocket feed: {@code ticker}, {@code match} and {@code last_match} become
 * one event each; the others are counted by their kind. Format: docs.cdp.coinbase.com/exchange/websocket-feed/channels.
 *
 * <p>A ticker's {@code side} is the taker's, a match's is the maker's: the event always tells the taker's. The ticker and
 * the match of one trade carry the same sequence number. Not thread-safe.
 */
public final class CoinbaseParser implements MessageParser {
    private final SymbolMap symbols;
    private final MarketEvent event = new MarketEvent();
    private @Nullable String type;
    private @Nullable String errorMessage;
    private @Nullable String errorReason;
    private int subscriptions;

    /** With Coinbase's own names, which have our form. */
    public CoinbaseParser() {
        this(SymbolMap.same(Map.of()));
    }

    /**
     * With a map.
     *
     * @param symbols ours and theirs
     */
    public CoinbaseParser(SymbolMap symbols) {
        this.symbols = symbols;
    }

    @Override
    public void parse(byte[] message, EventSink sink) {
        event.clear();
        type = null;
        errorMessage = null;
        errorReason = null;
        subscriptions = 0;
        boolean complete;
        try (JsonParser json = MessageJson.open(message)) {
            complete = readFields(json);
        } catch (IOException broken) {
            sink.skipped(SkipReason.MALFORMED);
            return;
        }
        report(complete, sink);
    }

    /** Reads until the end, or until it is clear that the kind is not taken: books may be megabytes long. */
    private boolean readFields(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            if (name.equals("type")) {
                type = MessageJson.text(json);
                if (type != null && !isTaken(type)) {
                    return true;
                }
            } else {
                readField(name, json);
            }
            name = json.nextFieldName();
        }
        return json.currentToken() == JsonToken.END_OBJECT && MessageJson.isAtEnd(json);
    }

    private void readField(String name, JsonParser json) throws IOException {
        switch (name) {
            case "product_id" -> event.symbol = symbols.symbol(orEmpty(MessageJson.text(json)));
            case "sequence" -> event.sequence = MessageJson.number(json);
            case "trade_id" -> event.tradeId = MessageJson.number(json);
            case "price" -> event.price = MessageJson.text(json);
            case "size", "last_size" -> event.size = MessageJson.text(json);
            case "side" -> event.side = MessageJson.text(json);
            case "best_bid" -> event.bid = MessageJson.text(json);
            case "best_ask" -> event.ask = MessageJson.text(json);
            case "volume_24h" -> event.volume = MessageJson.text(json);
            case "open_24h" -> event.open = MessageJson.text(json);
            case "time" -> event.time = MessageJson.text(json);
            case "message" -> errorMessage = MessageJson.text(json);
            case "reason" -> errorReason = MessageJson.text(json);
            case "channels" -> subscriptions = countProducts(json);
            default -> json.skipChildren();
        }
    }

    private void report(boolean complete, EventSink sink) {
        String kind = type;
        if (!complete || kind == null) {
            sink.skipped(SkipReason.MALFORMED);
            return;
        }
        switch (kind) {
            case "ticker" -> {
                // Tickers of a cascade are put together: their trades are not one by one.
                event.tradeId = MarketEvent.UNNUMBERED;
                sink.event(event);
            }
            case "match", "last_match" -> {
                event.side = opposite(event.side);
                sink.event(event);
            }
            case "subscriptions" -> sink.notice(ExchangeNotice.subscribed(subscriptions));
            case "error" -> sink.notice(ExchangeNotice.of(errorKind(), errorText()));
            case "heartbeat" -> sink.skipped(SkipReason.HEARTBEAT);
            case "l2update" -> sink.skipped(SkipReason.L2UPDATE);
            case "snapshot" -> sink.skipped(SkipReason.SNAPSHOT);
            default -> sink.skipped(SkipReason.OTHER_KIND);
        }
    }

    private static boolean isTaken(String kind) {
        return switch (kind) {
            case "ticker", "match", "last_match", "subscriptions", "error" -> true;
            default -> false;
        };
    }

    /** Counts the product names within a list of channels. */
    private static int countProducts(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return 0;
        }
        int count = 0;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token == null) {
                return count;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING
                    && json.getParsingContext().inArray()) {
                count++;
            }
        }
        return count;
    }

    private ExchangeNotice.Kind errorKind() {
        return "Failed to subscribe".equals(errorMessage) ? ExchangeNotice.Kind.REFUSED : ExchangeNotice.Kind.ERROR;
    }

    private String errorText() {
        return orEmpty(errorMessage) + (errorReason == null ? "" : ": " + errorReason);
    }

    private static @Nullable String opposite(@Nullable String side) {
        if ("buy".equals(side)) {
            return "sell";
        }
        return "sell".equals(side) ? "buy" : null;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
