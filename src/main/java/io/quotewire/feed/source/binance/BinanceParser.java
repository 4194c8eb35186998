package io.quotewire.feed.source.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.RepeatedTexts;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SymbolMap;
import java.io.IOException;
import java.util.Map;

/**
 * Reads the messages of Binance's market streams, spot and futures, raw ({@code /ws}) and combined ({@code /stream}),
 * single and in lists. Format: github.com/binance/binance-spot-api-docs, web-socket-streams.md.
 *
 * <p>Walks through the message; what one event's fields mean is {@link BinanceEvent}'s. Not thread-safe.
 */
public final class BinanceParser implements MessageParser {
    private final RepeatedTexts names = new RepeatedTexts();
    private final BinanceEvent event;
    private int reported;

    /** With Binance's own names. */
    public BinanceParser() {
        this(BinanceSymbols.map(Map.of()));
    }

    /**
     * With a map.
     *
     * @param symbols ours and theirs
     */
    public BinanceParser(SymbolMap symbols) {
        event = new BinanceEvent(symbols, names);
    }

    @Override
    public void parse(byte[] message, EventSink sink) {
        reported = 0;
        boolean fine;
        try (JsonParser json = MessageJson.open(message)) {
            json.nextToken();
            fine = readValue(json, sink, true);
        } catch (IOException broken) {
            fine = false;
        }
        if (!fine) {
            sink.skipped(SkipReason.MALFORMED);
        } else if (reported == 0) {
            sink.skipped(SkipReason.OTHER_KIND);
        }
    }

    /**
     * Reads an event, a wrapped one or a list of events.
     *
     * @return false if the message is not in the exchange's form
     */
    private boolean readValue(JsonParser json, EventSink sink, boolean outermost) throws IOException {
        boolean fine;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            fine = readObject(json, sink, outermost);
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            fine = readList(json, sink);
        } else {
            return false;
        }
        return fine && (!outermost || json.currentToken() == null || MessageJson.isAtEnd(json));
    }

    private boolean readList(JsonParser json, EventSink sink) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT || !readObject(json, sink, false)) {
                return false;
            }
        }
        return true;
    }

    private boolean readObject(JsonParser json, EventSink sink, boolean outermost) throws IOException {
        event.clear();
        boolean wrapped = false;
        String name = json.nextFieldName();
        while (name != null) {
            json.nextToken();
            if (outermost && name.equals("data")) {
                wrapped = true;
                if (!readValue(json, sink, false)) {
                    return false;
                }
            } else if (outermost && name.equals("stream")) {
                String stream = names.of(json);
                if (!wrapped && stream != null && stream.contains("@depth")) {
                    return leave(json, sink);
                }
            } else {
                event.read(name, json);
                if (outermost && event.isDepth()) {
                    return leave(json, sink);
                }
            }
            name = json.nextFieldName();
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            return false;
        }
        if (!wrapped) {
            if (outermost && !MessageJson.isAtEnd(json)) {
                return false;
            }
            event.report(sink);
            reported++;
        }
        return true;
    }

    /** Leaves the rest unread: order books are long, and nothing of them is taken. */
    private boolean leave(JsonParser json, EventSink sink) throws IOException {
        sink.skipped(SkipReason.DEPTH);
        reported++;
        json.close();
        json.clearCurrentToken();
        return true;
    }
}
