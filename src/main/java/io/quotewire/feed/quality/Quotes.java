package io.quotewire.feed.quality;

import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every symbol of this node's feeds. A symbol belongs to the feed that is configured for it, or else to the one that
 * gave it first. Confined to the event loop of its verticle.
 */
public final class Quotes {
    /** No exchange lists as many; what goes beyond is counted, not kept. */
    public static final int MAX_SYMBOLS = 20_000;

    private final Map<String, SymbolBook> books = new LinkedHashMap<>();

    /**
     * A feed is configured for a symbol.
     *
     * @param symbol the symbol, which no other feed has
     * @param feed the feed's name
     */
    public void list(String symbol, String feed) {
        books.putIfAbsent(symbol, new SymbolBook(symbol, feed));
    }

    /**
     * Checks an event and merges it into its symbol's state.
     *
     * @param event what the source gave
     * @param origin which feed
     * @param tsMicros when it was received, epoch microseconds
     * @param sink takes the tick, or why there is none
     */
    public void offer(MarketEvent event, Origin origin, long tsMicros, QuoteSink sink) {
        if (!hasPrice(event)) {
            sink.heldBack(SkipReason.BAD_PRICE);
            return;
        }
        SymbolBook book = books.get(event.symbol);
        if (book == null) {
            book = open(event.symbol, origin, sink);
        }
        if (book == null) {
            return;
        }
        if (!book.feed().equals(origin.feed())) {
            sink.heldBack(SkipReason.OTHER_FEED);
            return;
        }
        book.accept(event, origin.source(), tsMicros, sink);
    }

    /**
     * A feed's exchange may number anew: its earlier numbers say nothing any more.
     *
     * @param feed the feed's name
     */
    public void numberingRestarted(String feed) {
        for (SymbolBook book : books.values()) {
            if (book.feed().equals(feed)) {
                book.numberingRestarted();
            }
        }
    }

    /**
     * Whether a symbol is configured or was seen.
     *
     * @param symbol any text
     * @return true if it is known
     */
    public boolean knows(String symbol) {
        return books.containsKey(symbol);
    }

    /**
     * The newest tick of a symbol.
     *
     * @param symbol any text
     * @return null if there is none yet
     */
    public @Nullable Tick newest(String symbol) {
        SymbolBook book = books.get(symbol);
        return book == null ? null : book.newest();
    }

    /**
     * The newest tick of every symbol that has one.
     *
     * @return a new list
     */
    public List<Tick> newest() {
        List<Tick> newest = new ArrayList<>(books.size());
        for (SymbolBook book : books.values()) {
            Tick tick = book.newest();
            if (tick != null) {
                newest.add(tick);
            }
        }
        return newest;
    }

    /**
     * The newest tick of every symbol that has got one since this was asked for the last time.
     *
     * @return a new list
     */
    public List<Tick> changed() {
        List<Tick> changed = new ArrayList<>();
        for (SymbolBook book : books.values()) {
            Tick tick = book.takeChange();
            if (tick != null) {
                changed.add(tick);
            }
        }
        return changed;
    }

    /**
     * The symbols of a feed.
     *
     * @param feed the feed's name
     * @return a new list, those configured first
     */
    public List<String> symbolsOf(String feed) {
        return books.values().stream()
                .filter(book -> book.feed().equals(feed))
                .map(SymbolBook::symbol)
                .toList();
    }

    /**
     * How many symbols are known.
     *
     * @return a count
     */
    public int size() {
        return books.size();
    }

    private @Nullable SymbolBook open(String symbol, Origin origin, QuoteSink sink) {
        if (!Symbols.isSymbol(symbol)) {
            sink.heldBack(SkipReason.BAD_SYMBOL);
            return null;
        }
        if (books.size() >= MAX_SYMBOLS) {
            sink.heldBack(SkipReason.TOO_MANY_SYMBOLS);
            return null;
        }
        SymbolBook book = new SymbolBook(symbol, origin.feed());
        books.put(symbol, book);
        sink.appeared(symbol);
        return book;
    }

    private static boolean hasPrice(MarketEvent event) {
        return switch (event.kind) {
            case TRADE -> Decimals.isPrice(event.price);
            case QUOTE -> Decimals.isPrice(event.bid) || Decimals.isPrice(event.ask);
        };
    }
}
