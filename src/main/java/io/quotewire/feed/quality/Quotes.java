package io.quotewire.feed.quality;

import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every symbol of this node's feeds. A symbol belongs to the feed that is configured for it, or else to the one that
 * gave it first; where an arbitration is configured, several feeds may give it. Confined to the event loop of its verticle.
 */
public final class Quotes {
    /** No exchange lists as many; what goes beyond is counted, not kept. */
    public static final int MAX_SYMBOLS = 20_000;

    /** The arbitration of every symbol that has none of its own. */
    public static final String EVERY = "*";

    private final Map<String, SymbolBook> books = new LinkedHashMap<>();
    private final Map<String, Arbitration> arbitrations = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private boolean statusDue;

    /**
     * Some symbols, or all, have several feeds. To be said before any feed is listed.
     *
     * @param rules by symbol, or for {@link #EVERY} other
     */
    public void arbitrate(Map<String, Arbitration> rules) {
        arbitrations.putAll(rules);
        rules.forEach((symbol, rule) -> rule.aliases().forEach(alias -> aliases.put(alias, symbol)));
    }

    /**
     * A feed is configured for a symbol.
     *
     * @param product the symbol, or an alias of it
     * @param origin the feed
     */
    public void list(String product, Origin origin) {
        String symbol = aliases.getOrDefault(product, product);
        books.computeIfAbsent(symbol, this::newBook).join(origin, product);
    }

    /**
     * What is known of a feed's symbols is not to be built upon: another node has run it since, or is to run it.
     *
     * @param feed the feed's name
     */
    public void forget(String feed) {
        for (SymbolBook book : books.values()) {
            if (book.has(feed)) {
                book.forget();
            }
        }
    }

    /**
     * Begins a symbol with what another node has published last. It makes no tick; the numbering goes on after it.
     *
     * @param tick the last that is known
     * @param origin the feed that it came from
     * @param last whether certainly nothing was published after it
     */
    public void recall(Tick tick, Origin origin, boolean last) {
        SymbolBook book = books.get(tick.symbol());
        if (book == null && books.size() < MAX_SYMBOLS && Symbols.isSymbol(tick.symbol())) {
            book = newBook(tick.symbol());
            book.join(origin, tick.symbol());
            books.put(tick.symbol(), book);
        }
        if (book != null) {
            book.recall(tick, origin, last);
        }
    }

    /**
     * A feed does not ask for a symbol any more, until it does again: what is traded meanwhile is no gap.
     *
     * @param product the symbol, or an alias of it
     * @param feed the feed's name
     */
    public void interrupted(String product, String feed) {
        SymbolBook book = books.get(aliases.getOrDefault(product, product));
        if (book != null) {
            book.interrupted(feed, product);
        }
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
        String product = event.symbol;
        String symbol = aliases.isEmpty() ? product : aliases.getOrDefault(product, product);
        SymbolBook book = books.get(symbol);
        if (book == null) {
            book = open(symbol, sink);
        }
        if (book == null) {
            return;
        }
        FeedBook feed = book.join(origin, product);
        if (feed == null) {
            sink.heldBack(SkipReason.OTHER_FEED);
        } else {
            statusDue |= book.accept(feed, event, tsMicros, sink);
        }
    }

    /**
     * A feed's exchange may number anew: its earlier numbers say nothing any more.
     *
     * @param feed the feed's name
     */
    public void numberingRestarted(String feed) {
        books.values().forEach(book -> book.numberingRestarted(feed));
    }

    /**
     * Time has passed: where several feeds give a symbol, another one may have to be shown. To be called about every second.
     *
     * @param nowMicros the time, epoch microseconds
     * @param sink takes the ticks
     */
    public void check(long nowMicros, QuoteSink sink) {
        if (!arbitrations.isEmpty()) {
            books.values().forEach(book -> book.check(nowMicros, sink));
        }
    }

    /**
     * Whether some symbol's status may have changed by what came since this was asked for the last time.
     *
     * @return true if it is worth while to ask for changes
     */
    public boolean takeStatusDue() {
        boolean due = statusDue;
        statusDue = false;
        return due;
    }

    /**
     * The status of every symbol that has got another one since this was asked for the last time.
     *
     * @param nowMicros the time, epoch microseconds
     * @param runs whether a feed of this name is run here at present: the symbols of others are left out
     * @return a new list
     */
    public List<SymbolStatus> statusChanges(long nowMicros, Predicate<String> runs) {
        List<SymbolStatus> changes = new ArrayList<>();
        for (SymbolBook book : books.values()) {
            SymbolStatus change = book.isOfAny(runs) ? book.takeStatusChange(nowMicros) : null;
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    /**
     * The status of every symbol as it was told.
     *
     * @param runs whether a feed of this name is run here at present: the symbols of others are left out
     * @return a new list
     */
    public List<SymbolStatus> statuses(Predicate<String> runs) {
        List<SymbolStatus> statuses = new ArrayList<>(books.size());
        for (SymbolBook book : books.values()) {
            SymbolStatus told = book.told();
            if (told != null && book.isOfAny(runs)) {
                statuses.add(told);
            }
        }
        return statuses;
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
                .filter(book -> book.has(feed))
                .map(SymbolBook::symbol)
                .toList();
    }

    /**
     * Of how many of a feed's symbols figures over 24 hours are computed.
     *
     * @param feed the feed's name
     * @return a count
     */
    public int computed(String feed) {
        return (int) books.values().stream().filter(book -> book.computes(feed)).count();
    }

    /**
     * How many symbols are known.
     *
     * @return a count
     */
    public int size() {
        return books.size();
    }

    private @Nullable SymbolBook open(String symbol, QuoteSink sink) {
        if (!Symbols.isSymbol(symbol)) {
            sink.heldBack(SkipReason.BAD_SYMBOL);
            return null;
        }
        if (books.size() >= MAX_SYMBOLS) {
            sink.heldBack(SkipReason.TOO_MANY_SYMBOLS);
            return null;
        }
        SymbolBook book = newBook(symbol);
        books.put(symbol, book);
        sink.appeared(symbol);
        return book;
    }

    private SymbolBook newBook(String symbol) {
        Arbitration own = arbitrations.get(symbol);
        Arbitration arbitration = own == null ? arbitrations.get(EVERY) : own;
        return new SymbolBook(symbol, arbitration == null ? null : new Arbiter(arbitration));
    }

    private static boolean hasPrice(MarketEvent event) {
        return switch (event.kind) {
            case TRADE, SUMMARY -> Decimals.isPrice(event.price);
            case QUOTE -> Decimals.isPrice(event.bid) || Decimals.isPrice(event.ask);
        };
    }
}
