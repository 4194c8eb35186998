package io.quotewire.feed.source.coincap;

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

/**
 * Reads the messages of CoinCap's price stream: {@code {"bitcoin":"6929.82"}}, only what changed, with neither time nor
 * number. Each price becomes an event. Not thread-safe.
 */
public final class CoinCapParser implements MessageParser {
    private final SymbolMap symbols;
    private final MarketEvent event = new MarketEvent();

    /** With the ids known here. */
    public CoinCapParser() {
        this(CoinCapSymbols.map(Map.of()));
    }

    /**
     * With a map.
     *
     * @param symbols ours and theirs
     */
    public CoinCapParser(SymbolMap symbols) {
        this.symbols = symbols;
    }

    @Override
    public void parse(byte[] message, EventSink sink) {
        boolean complete;
        int reported = 0;
        try (JsonParser json = MessageJson.open(message)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                String name = json.nextFieldName();
                while (name != null) {
                    json.nextToken();
                    report(name, json, sink);
                    reported++;
                    name = json.nextFieldName();
                }
            }
            complete = json.currentToken() == JsonToken.END_OBJECT && MessageJson.isAtEnd(json);
        } catch (IOException broken) {
            complete = false;
        }
        if (!complete) {
            sink.skipped(SkipReason.MALFORMED);
        } else if (reported == 0) {
            sink.skipped(SkipReason.OTHER_KIND);
        }
    }

    private void report(String name, JsonParser json, EventSink sink) throws IOException {
        String text = MessageJson.text(json);
        if (name.equals("error") || name.equals("message")) {
            sink.notice(ExchangeNotice.of(ExchangeNotice.Kind.ERROR, text == null ? "an error without a text" : text));
        } else if (text == null) {
            // A list, an object or nothing: no price of any asset.
            sink.skipped(SkipReason.OTHER_KIND);
        } else {
            event.clear();
            event.symbol = symbols.symbol(name);
            event.price = text;
            sink.event(event);
        }
    }
}
