package io.quotewire.feed.source.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotewire.feed.source.MessageJson;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.binance.BinanceParser;
import io.quotewire.feed.source.coinbase.CoinbaseParser;
import io.quotewire.feed.source.coincap.CoinCapParser;
import io.quotewire.feed.source.kraken.KrakenParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The exchanges whose recordings can be played, each known by the field names of its messages. */
enum Exchange {
    /** Names the kind of every message and its product. */
    COINBASE("Coinbase Exchange", CoinbaseParser::new, Set.of("type", "product_id"), Set.of("type", "channels")),
    /** Combined streams, raw events, the raw spot bookTicker. */
    BINANCE("Binance", BinanceParser::new, Set.of("stream", "data"), Set.of("e", "E"), Set.of("u", "s", "b", "a")),
    /** Version 2: every message of a channel names it, every answer its method. */
    KRAKEN("Kraken", KrakenParser::new, Set.of("channel", "data"), Set.of("method", "success")),
    /** Prices by asset: told by the assets that are hardly ever missing. */
    COINCAP("CoinCap", CoinCapParser::new, Set.of("bitcoin"), Set.of("ethereum"), Set.of("tether"));

    private static final int MAX_NAMES = 32;

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<MessageParser> parser;

    /** Made by Set.of: does not change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Set<String>> signs;

    @SafeVarargs
    @SuppressWarnings("varargs")
    Exchange(String title, Supplier<MessageParser> parser, Set<String>... signs) {
        this.title = title;
        this.parser = parser;
        this.signs = Set.of(signs);
    }

    String title() {
        return title;
    }

    MessageParser newParser() {
        return parser.get();
    }

    static String titles() {
        return Arrays.stream(values()).map(Exchange::title).collect(Collectors.joining(", "));
    }

    /** Whose message this is; empty if it cannot be told from this one. */
    static Optional<Exchange> of(byte[] message) {
        Set<String> names = new HashSet<>();
        try (JsonParser json = MessageJson.open(message)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            String name = json.nextFieldName();
            while (name != null && names.size() < MAX_NAMES) {
                names.add(name);
                Optional<Exchange> found = byNames(names);
                if (found.isPresent()) {
                    return found;
                }
                json.nextToken();
                json.skipChildren();
                name = json.nextFieldName();
            }
        } catch (IOException broken) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Exchange> byNames(Set<String> names) {
        return Arrays.stream(values())
                .filter(exchange -> exchange.signs.stream().anyMatch(names::containsAll))
                .findFirst();
    }
}
