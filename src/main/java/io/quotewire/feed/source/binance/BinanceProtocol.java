package io.quotewire.feed.source.binance;

import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SubscriptionChunks;
import io.quotewire.feed.source.SymbolMap;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.quotewire.feed.source.stream.ExchangeTerms;
import io.quotewire.feed.source.stream.StreamAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What Binance's combined streams want: the first of them in the address, more by messages, at most 1,024 on a connection,
 * five messages a second with pings and pongs counted, and a new connection every day. Trades give prices, the book ticker
 * bid and ask, the ticker the 24 h figures. Source: github.com/binance/binance-spot-api-docs, web-socket-streams.md.
 * Confined to the event loop of its source.
 */
public final class BinanceProtocol implements ExchangeProtocol {
    /** The combined spot streams. */
    public static final String DEFAULT_URL = "wss://stream.binance.com:9443/stream";

    private static final List<String> STREAMS = List.of("@trade", "@bookTicker", "@ticker");

    /** The most symbols that one connection carries. */
    public static final int MAX_SYMBOLS = 1_024 / STREAMS.size();

    /** Four a second: the fifth is left for the answer to a ping. The server cuts after 24 hours. */
    private static final ExchangeTerms TERMS =
            new ExchangeTerms(250, 30_000, TimeUnit.MINUTES.toMillis(23 * 60 + 30), 0, false);

    private static final int STREAMS_PER_MESSAGE = 100;

    private final SymbolMap symbols;

    /**
     * For an exchange's names.
     *
     * @param symbols ours and theirs
     */
    public BinanceProtocol(SymbolMap symbols) {
        this.symbols = symbols;
    }

    @Override
    public MessageParser parser() {
        return new BinanceParser(symbols);
    }

    @Override
    public ExchangeTerms terms() {
        return TERMS;
    }

    @Override
    public StreamAddress address(String base, List<String> wanted) {
        List<List<String>> chunks = chunks(wanted);
        StreamAddress address = StreamAddress.of(base);
        return chunks.isEmpty() ? address : address.with("streams=" + String.join("/", chunks.get(0)));
    }

    /** What the address does not hold, and the question what is subscribed: the address gets no answer. */
    @Override
    public List<String> greetings(List<String> wanted) {
        List<List<String>> chunks = chunks(wanted);
        List<String> texts = new ArrayList<>();
        chunks.stream().skip(1).forEach(chunk -> texts.add(command("SUBSCRIBE", chunk)));
        texts.add(new JsonObject()
                .put("method", "LIST_SUBSCRIPTIONS")
                .put("id", 1)
                .encode());
        return texts;
    }

    @Override
    public List<String> subscribe(List<String> wanted) {
        return chunks(wanted).stream().map(chunk -> command("SUBSCRIBE", chunk)).toList();
    }

    @Override
    public List<String> unsubscribe(List<String> unwanted) {
        return chunks(unwanted).stream()
                .map(chunk -> command("UNSUBSCRIBE", chunk))
                .toList();
    }

    private List<List<String>> chunks(List<String> ours) {
        List<String> streams = ours.stream()
                .map(symbol -> symbols.product(symbol).toLowerCase(Locale.ROOT))
                .flatMap(product -> STREAMS.stream().map(stream -> product + stream))
                .toList();
        return SubscriptionChunks.of(streams, STREAMS_PER_MESSAGE);
    }

    private static String command(String method, List<String> streams) {
        return new JsonObject()
                .put("method", method)
                .put("params", new JsonArray(streams))
                .put("id", 2)
                .encode();
    }
}
