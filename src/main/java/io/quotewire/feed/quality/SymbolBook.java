package io.quotewire.feed.quality;

import io.quotewire.bus.SymbolState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of one symbol, and its numbering: the state of the only feed that gives it, or of the one that its
 * {@link Arbiter} chooses. Confined to the event loop of its verticle.
 */
final class SymbolBook {
    private final String symbol;
    private final @Nullable Arbiter arbiter;
    private final List<FeedBook> books = new ArrayList<>(1);
    private @Nullable FeedBook shown;
    private @Nullable Tick newest;
    private @Nullable SymbolStatus told;
    private long seq;
    private long toldSeq;

    /**
     * Nothing is known yet.
     *
     * @param symbol its name
     * @param arbiter decides between feeds; null if there is one only, the first
     */
    SymbolBook(String symbol, @Nullable Arbiter arbiter) {
        this.symbol = symbol;
        this.arbiter = arbiter;
    }

    String symbol() {
        return symbol;
    }

    @Nullable
    Tick newest() {
        return newest;
    }

    /** The newest tick, if there has been one since it was asked for the last time. */
    @Nullable
    Tick takeChange() {
        if (toldSeq == seq) {
            return null;
        }
        toldSeq = seq;
        return newest;
    }

    /** The feed gives the symbol, as a product of some name; its book, or null if others do. */
    @Nullable
    FeedBook join(Origin origin, String product) {
        for (int i = 0; i < books.size(); i++) {
            if (books.get(i).isOf(origin, product)) {
                return books.get(i);
            }
        }
        if (arbiter == null ? !books.isEmpty() : !arbiter.arbitration().takes(origin.feed())) {
            return null;
        }
        FeedBook book = new FeedBook(symbol, product, origin, arbiter != null);
        books.add(book);
        if (arbiter != null) {
            Arbitration order = arbiter.arbitration();
            books.sort(Comparator.comparingInt(one -> order.rank(one.origin().feed())));
        }
        return book;
    }

    boolean isOfAny(Predicate<String> feeds) {
        for (int i = 0; i < books.size(); i++) {
            if (feeds.test(books.get(i).origin().feed())) {
                return true;
            }
        }
        return false;
    }

    boolean has(String feed) {
        return books.stream().anyMatch(book -> book.origin().feed().equals(feed));
    }

    /** Forgets what its feeds have said: another node runs them, or has run them since. Its own numbering goes on. */
    void forget() {
        books.replaceAll(FeedBook::anew);
        shown = null;
        newest = null;
        if (arbiter != null) {
            arbiter.reset();
        }
    }

    /** Begins with what another node has published last, where it is clear whose product it was. */
    void recall(Tick tick, Origin origin, boolean last) {
        List<FeedBook> ofFeed = books.stream()
                .filter(book -> book.origin().feed().equals(origin.feed()))
                .toList();
        seq = Math.max(seq, tick.seq());
        if (ofFeed.size() == 1) {
            ofFeed.get(0).recall(tick, last);
        }
    }

    void interrupted(String feed, String product) {
        for (FeedBook book : books) {
            if (book.isOf(feed, product)) {
                book.interrupted();
            }
        }
    }

    void numberingRestarted(String feed) {
        for (FeedBook book : books) {
            if (book.origin().feed().equals(feed)) {
                book.numberingRestarted();
            }
        }
    }

    /** Takes an event that holds a good price; true if its status may have changed by it. */
    boolean accept(FeedBook book, MarketEvent event, long tsMicros, QuoteSink sink) {
        if (!book.accept(event, tsMicros, sink)) {
            return told != null && told.state() == SymbolState.STALE;
        }
        FeedBook chosen = arbiter == null ? book : choose(arbiter, book, tsMicros);
        if (chosen != null && (chosen == book || chosen != shown)) {
            show(chosen, sink);
        } else {
            sink.heldBack(SkipReason.OTHER_FEED);
        }
        return told == null || told.state() != SymbolState.LIVE;
    }

    /** Time has passed: another feed may have to be shown. */
    void check(long nowMicros, QuoteSink sink) {
        if (arbiter != null && books.size() > 1) {
            FeedBook chosen = choose(arbiter, null, nowMicros);
            if (chosen != null && chosen != shown && chosen.price() != null) {
                show(chosen, sink);
            }
        }
    }

    /** How it stands now; null where no feed of this node gives it. */
    @Nullable
    SymbolStatus status(long nowMicros) {
        FeedBook book = shown == null && !books.isEmpty() ? books.get(0) : shown;
        if (book == null) {
            return null;
        }
        SymbolState state = book.state(nowMicros);
        SymbolStatus before = told;
        if (before == null || before.state() != state) {
            return new SymbolStatus(symbol, state, book.source(), nowMicros / 1_000, book.computed());
        }
        return before.computed().equals(book.computed())
                ? before
                : new SymbolStatus(symbol, state, before.source(), before.sinceMs(), book.computed());
    }

    /** How it stands now, if that is not what was told the last time. */
    @Nullable
    SymbolStatus takeStatusChange(long nowMicros) {
        SymbolStatus now = status(nowMicros);
        if (now == null) {
            return null;
        }
        boolean steady = arbiter == null || arbiter.isSteady();
        if (steady && now.equals(told) && shown != null && !Objects.equals(now.source(), shown.source())) {
            now = new SymbolStatus(symbol, now.state(), shown.source(), nowMicros / 1_000, now.computed());
        }
        if (now.equals(told)) {
            return null;
        }
        told = now;
        return now;
    }

    /** What was told the last time. */
    @Nullable
    SymbolStatus told() {
        return told;
    }

    /** Whether figures over 24 hours of a feed are computed here. */
    boolean computes(String feed) {
        return books.stream()
                .anyMatch(book ->
                        !book.computed().isEmpty() && book.origin().feed().equals(feed));
    }

    private @Nullable FeedBook choose(Arbiter deciding, @Nullable FeedBook updated, long nowMicros) {
        return deciding.choose(books, shown, newest == null ? null : newest.price(), updated, nowMicros);
    }

    private void show(FeedBook book, QuoteSink sink) {
        shown = book;
        seq++;
        Tick tick = book.tick(seq);
        newest = tick;
        sink.tick(tick);
    }
}
