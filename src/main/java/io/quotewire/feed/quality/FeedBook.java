package io.quotewire.feed.quality;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.SymbolState;
import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one symbol at one feed.
 *
 * <p>Every event that is not held back changes it: the ticker and the match of one trade are two. A trade replaces price, size,
 * side and time together; a quote changes bid and ask only. A bid or ask that is no price means that this side is unknown now:
 * the old one is not shown any longer. Confined to the event loop of its verticle.
 */
final class FeedBook {
    private static final int MICROS_PER_MS = 1_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final List<String> CHANGE = List.of("change", "changePercent");
    private static final List<String> VOLUME = List.of("volume");
    private static final List<String> ALL_FIGURES = List.of("volume", "change", "changePercent");

    /** Exchanges tell whoever subscribes what was last, or sum up every second: so long a recalled price waits for that. */
    private static final long CONFIRMATION_MICROS = 2_000_000;

    private final String symbol;
    private final String product;
    private final Origin origin;
    private final boolean ordersByTime;
    private final Numbering numbering = new Numbering();
    private final @Nullable JumpGuard jumps;
    private @Nullable DayWindow day;
    private List<String> computed = List.of();
    private @Nullable BigDecimal open;
    private @Nullable String price;
    private @Nullable String volume;
    private @Nullable String change;
    private @Nullable String changePercent;
    private @Nullable String bid;
    private @Nullable String ask;
    private @Nullable String size;
    private @Nullable String side;
    private @Nullable String time;
    private long timeMicros = ExchangeTime.UNKNOWN;
    private long heardMicros = NEVER;
    private long freshSinceMicros = NEVER;
    private boolean polled;
    /** Whether the price is one that another node has published, and the feed has not given any since. */
    private boolean recalled;

    private long firstHeardMicros = NEVER;

    /**
     * An empty book.
     *
     * @param symbol what its ticks carry
     * @param product the symbol as the feed gives it, which an alias may differ from
     * @param origin the feed
     * @param ordersByTime whether a trade that is older than the one before, by the exchange's time, is late
     */
    FeedBook(String symbol, String product, Origin origin, boolean ordersByTime) {
        this.symbol = symbol;
        this.product = product;
        this.origin = origin;
        this.ordersByTime = ordersByTime;
        this.jumps = origin.rules().maxJumpPercent() > 0 ? new JumpGuard() : null;
    }

    Origin origin() {
        return origin;
    }

    /** An empty one for the same. */
    FeedBook anew() {
        return new FeedBook(symbol, product, origin, ordersByTime);
    }

    /**
     * Begins with what another node has published last. It is no news, and the market may have gone on since.
     *
     * @param tick the last that is known
     * @param last whether certainly nothing was published after it
     */
    void recall(Tick tick, boolean last) {
        price = tick.price();
        size = tick.size();
        side = tick.side();
        time = tick.time();
        if (!origin.rules().computesDay()) {
            // Figures that were computed begin anew: it is not known which of the last ones were.
            volume = tick.volume();
            change = tick.change();
            changePercent = tick.changePercent();
        }
        if (last) {
            bid = tick.bid();
            ask = tick.ask();
        }
        recalled = price != null && !last;
        if (ordersByTime) {
            timeMicros = ExchangeTime.micros(time);
        }
        if (jumps != null && price != null) {
            jumps.begin(price);
        }
    }

    boolean isOf(Origin feed, String name) {
        return isOf(feed.feed(), name);
    }

    boolean isOf(String feed, String name) {
        return origin.feed().equals(feed) && product.equals(name);
    }

    void numberingRestarted() {
        numbering.restart();
    }

    void interrupted() {
        numbering.interrupt();
    }

    /** Merges an event that holds a good price; false if all of it was held back. */
    boolean accept(MarketEvent event, long tsMicros, QuoteSink sink) {
        SkipReason held = held(event, sink);
        if (held == null && event.polled && isKnown(event)) {
            held = SkipReason.UNCHANGED;
        }
        if (held == null || held == SkipReason.UNCHANGED) {
            hear(event, tsMicros);
        }
        if (held != null) {
            sink.heldBack(held);
            return false;
        }
        boolean sumsUp = event.kind == MarketEvent.Kind.SUMMARY;
        if (sumsUp && numbering.hasTrades()) {
            // Where the trades themselves come, they say more of the price than what sums them up.
            takeFigures(event);
        } else if (event.kind != MarketEvent.Kind.QUOTE) {
            takeTrade(event, tsMicros);
        }
        if (isBadQuote(event.bid) || isBadQuote(event.ask)) {
            sink.heldBack(SkipReason.BAD_QUOTE);
        }
        if (!sumsUp || !numbering.hasQuotes()) {
            bid = quote(event.bid, bid);
            ask = quote(event.ask, ask);
        }
        if (recalled && tsMicros - firstHeardMicros < CONFIRMATION_MICROS) {
            sink.heldBack(SkipReason.UNCONFIRMED);
            return false;
        }
        recalled = false;
        return true;
    }

    Tick tick(long seq) {
        return new Tick(
                symbol,
                seq,
                origin.source(polled),
                heardMicros,
                price,
                volume,
                change,
                changePercent,
                bid,
                ask,
                size,
                side,
                time);
    }

    /** Where its values come from at present. */
    String source() {
        return origin.source(origin.state() == FeedState.POLLING);
    }

    /** The exchange's time of the last trade, epoch microseconds; kept where an order by time is wanted. */
    long timeMicros() {
        return timeMicros;
    }

    @Nullable
    String price() {
        return price;
    }

    /** How it stands. */
    SymbolState state(long nowMicros) {
        if (heardMicros == NEVER || !origin.delivers()) {
            return SymbolState.STALE;
        }
        if (origin.isHalted(product)) {
            return SymbolState.HALTED;
        }
        if (isOld(nowMicros)) {
            return SymbolState.STALE;
        }
        return origin.state() == FeedState.POLLING ? SymbolState.FALLBACK : SymbolState.LIVE;
    }

    /** Whether its price may be taken for the market's. */
    boolean isFresh(long nowMicros) {
        SymbolState state = state(nowMicros);
        return price != null && !recalled && (state == SymbolState.LIVE || state == SymbolState.FALLBACK);
    }

    /** Since when it has been fresh without a break, if it is. */
    long freshSinceMicros() {
        return freshSinceMicros;
    }

    /** Which figures over 24 hours are computed, as ticks name them. */
    List<String> computed() {
        return computed;
    }

    private void hear(MarketEvent event, long tsMicros) {
        if (!isFresh(tsMicros)) {
            freshSinceMicros = tsMicros;
        }
        heardMicros = tsMicros;
        firstHeardMicros = firstHeardMicros == NEVER ? tsMicros : firstHeardMicros;
        polled = event.polled;
        origin.skew().sample(event.time, tsMicros);
    }

    private boolean isOld(long nowMicros) {
        long staleMs = origin.rules().staleMs();
        return staleMs > 0 && nowMicros - heardMicros > staleMs * MICROS_PER_MS;
    }

    private @Nullable SkipReason held(MarketEvent event, QuoteSink sink) {
        SkipReason reason = numbering.check(event, sink);
        boolean setsPrice = event.kind == MarketEvent.Kind.TRADE
                || (event.kind == MarketEvent.Kind.SUMMARY && !numbering.hasTrades());
        if (reason != null || !setsPrice) {
            return reason;
        }
        if (isOlder(event)) {
            return event.polled && Objects.equals(event.price, price) ? SkipReason.UNCHANGED : SkipReason.LATE;
        }
        return jumps == null || jumps.passes(event, origin.rules().maxJumpPercent()) ? null : SkipReason.JUMP;
    }

    /** Whether it is about an older trade than the last, by the exchange's own time. Answers to polls may come from a cache. */
    private boolean isOlder(MarketEvent event) {
        if (!ordersByTime && !event.polled) {
            return false;
        }
        long micros = ExchangeTime.micros(event.time);
        return micros != ExchangeTime.UNKNOWN && micros < (ordersByTime ? timeMicros : ExchangeTime.micros(time));
    }

    /** Whether an answer to a poll tells nothing new. */
    private boolean isKnown(MarketEvent event) {
        return polled
                && Objects.equals(event.price, price)
                && isSame(event.bid, bid)
                && isSame(event.ask, ask)
                && isSame(event.volume, volume)
                && isSame(event.time, time);
    }

    private static boolean isSame(@Nullable String given, @Nullable String known) {
        return given == null || given.equals(known);
    }

    private void takeTrade(MarketEvent event, long tsMicros) {
        price = event.price;
        recalled = false;
        size = Decimals.isAmount(event.size) ? event.size : null;
        side = "buy".equals(event.side) || "sell".equals(event.side) ? event.side : null;
        time = Decimals.isTime(event.time) ? event.time : null;
        if (ordersByTime) {
            long micros = ExchangeTime.micros(time);
            timeMicros = micros == ExchangeTime.UNKNOWN ? timeMicros : micros;
        }
        takeFigures(event);
        if (origin.rules().computesDay()) {
            compute(event, tsMicros);
        }
    }

    private void takeFigures(MarketEvent event) {
        if (Decimals.isAmount(event.volume)) {
            volume = event.volume;
        }
        if (event.open != null && Decimals.isPrice(event.open)) {
            open = new BigDecimal(event.open);
        }
        takeChange(event);
    }

    private void takeChange(MarketEvent event) {
        if (Decimals.isSigned(event.change) && Decimals.isSigned(event.changePercent)) {
            change = event.change;
            changePercent = event.changePercent;
        } else if (open != null && event.price != null) {
            takeChange(new BigDecimal(event.price), open);
        }
    }

    private void takeChange(BigDecimal now, BigDecimal before) {
        change = Decimals.change(now, before);
        changePercent = Decimals.changePercent(now, before);
    }

    /** What the feed gives itself is not computed. */
    private void compute(MarketEvent event, long tsMicros) {
        boolean givesChange = open != null || event.change != null;
        boolean givesVolume = event.volume != null;
        if ((givesChange && givesVolume) || event.price == null) {
            day = null;
            computed = List.of();
            return;
        }
        DayWindow window = day == null ? new DayWindow() : day;
        day = window;
        BigDecimal now = new BigDecimal(event.price);
        window.add(now, size == null || event.polled ? null : new BigDecimal(size), tsMicros);
        BigDecimal before = window.open();
        if (!givesChange && before != null) {
            takeChange(now, before);
        }
        String traded = window.volume();
        boolean computesVolume = !givesVolume && traded != null;
        if (computesVolume) {
            volume = traded;
        }
        computed = computesVolume ? (givesChange ? VOLUME : ALL_FIGURES) : (givesChange ? List.of() : CHANGE);
    }

    private static boolean isBadQuote(@Nullable String given) {
        return given != null && !Decimals.isPrice(given);
    }

    private static @Nullable String quote(@Nullable String given, @Nullable String before) {
        if (given == null) {
            return before;
        }
        return Decimals.isPrice(given) ? given : null;
    }
}
