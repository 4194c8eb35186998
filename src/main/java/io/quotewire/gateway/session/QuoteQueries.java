package io.quotewire.gateway.session;

import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.subscription.QuoteBook;
import io.quotewire.gateway.subscription.QuoteTopic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Questions about the market that messages and HTTP requests ask alike. Confined to one event loop. */
public final class QuoteQueries {
    private final QuoteBook book;
    private final Clock clock;

    /**
     * Answers from a book.
     *
     * @param book the market
     * @param clock the present
     */
    public QuoteQueries(QuoteBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /**
     * Which symbols there are.
     *
     * @param prefix what their names begin with; null for all
     * @return the data of a {@code symbols} message
     */
    public JsonObject symbols(@Nullable String prefix) {
        JsonArray symbols = new JsonArray();
        for (QuoteTopic topic : book.topics()) {
            if (prefix == null || topic.symbol().startsWith(prefix)) {
                symbols.add(new JsonObject()
                        .put("symbol", topic.symbol())
                        .put("source", book.source(topic))
                        .put("status", book.status(topic)));
            }
        }
        return new JsonObject().put("symbols", symbols);
    }

    /**
     * The newest value of one symbol.
     *
     * @param symbol which
     * @return the data of a {@code price} message
     * @throws Refusal {@link ErrorCode#UNKNOWN_SYMBOL} or {@link ErrorCode#FEED_UNAVAILABLE}
     */
    public JsonObject price(String symbol) {
        QuoteTopic topic = require(symbol);
        Tick newest = newest(topic);
        return quote(topic, newest).put("ageMs", Math.max(0, clock.wallMs().getAsLong() - newest.tsMicros() / 1000));
    }

    /**
     * The newest value of one symbol, without what changes by itself.
     *
     * @param symbol which
     * @return its data, sequence and status
     * @throws Refusal {@link ErrorCode#UNKNOWN_SYMBOL} or {@link ErrorCode#FEED_UNAVAILABLE}
     */
    public JsonObject quote(String symbol) {
        QuoteTopic topic = require(symbol);
        return quote(topic, newest(topic));
    }

    /**
     * The newest values of all symbols that have one.
     *
     * @return {@code {"prices":{…}}}
     * @throws Refusal {@link ErrorCode#FEED_UNAVAILABLE} if none has
     */
    public JsonObject quotes() {
        JsonObject prices = new JsonObject();
        for (QuoteTopic topic : book.topics()) {
            Tick newest = topic.newest();
            if (newest != null) {
                prices.put(topic.symbol(), quote(topic, newest));
            }
        }
        if (prices.isEmpty()) {
            throw Refusal.of(ErrorCode.FEED_UNAVAILABLE, "no feed has given a price yet");
        }
        return new JsonObject().put("prices", prices);
    }

    /**
     * Whether anybody has heard of a symbol.
     *
     * @param symbol which
     * @return true if it is configured or was seen
     */
    public boolean knows(String symbol) {
        return book.topic(symbol) != null;
    }

    private QuoteTopic require(String symbol) {
        QuoteTopic topic = book.topic(symbol);
        if (topic == null) {
            throw Refusal.of(ErrorCode.UNKNOWN_SYMBOL, "there is no such symbol");
        }
        return topic;
    }

    private static Tick newest(QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest == null) {
            throw Refusal.of(ErrorCode.FEED_UNAVAILABLE, "no feed has given a price of this symbol yet");
        }
        return newest;
    }

    private JsonObject quote(QuoteTopic topic, Tick newest) {
        SymbolStatus standing = book.standing(topic);
        JsonObject quote = newest.toJson()
                .put("seq", newest.seq())
                .put("status", standing.state().text());
        return standing.computed().isEmpty() ? quote : quote.put("computed", new JsonArray(standing.computed()));
    }
}
