package io.quotewire.feed.quality;

import io.quotewire.bus.Tick;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of one symbol, and its numbering.
 *
 * <p>Every event that is not late is one tick: the ticker and the match of one trade are two. A trade replaces price,
 * size, side and time together; a quote changes bid and ask only. A bid or ask that is no price means that this side is
 * unknown now: the old one is not shown any longer. Confined to the event loop of its verticle.
 */
final class SymbolBook {
    private final String symbol;
    private final String feed;
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
    private @Nullable Tick newest;
    private long tradeSequence = MarketEvent.UNNUMBERED;
    private long quoteSequence = MarketEvent.UNNUMBERED;
    private long seq;
    private long toldSeq;

    SymbolBook(String symbol, String feed) {
        this.symbol = symbol;
        this.feed = feed;
    }

    String symbol() {
        return symbol;
    }

    String feed() {
        return feed;
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

    void numberingRestarted() {
        tradeSequence = MarketEvent.UNNUMBERED;
        quoteSequence = MarketEvent.UNNUMBERED;
    }

    /** Merges an event that holds a good price. */
    void accept(MarketEvent event, String source, long tsMicros, QuoteSink sink) {
        if (isLate(event)) {
            sink.heldBack(SkipReason.LATE);
            return;
        }
        if (event.kind == MarketEvent.Kind.TRADE) {
            takeTrade(event);
        }
        if (hasBadQuote(event)) {
            sink.heldBack(SkipReason.BAD_QUOTE);
        }
        bid = quote(event.bid, bid);
        ask = quote(event.ask, ask);
        seq++;
        Tick tick = new Tick(
                symbol, seq, source, tsMicros, price, volume, change, changePercent, bid, ask, size, side, time);
        newest = tick;
        sink.tick(tick);
    }

    /** A lower number is an old message; an equal one may be another message about the same trade. */
    private boolean isLate(MarketEvent event) {
        long before = event.kind == MarketEvent.Kind.TRADE ? tradeSequence : quoteSequence;
        if (event.sequence != MarketEvent.UNNUMBERED && event.sequence < before) {
            return true;
        }
        long newestSequence = Math.max(before, event.sequence);
        if (event.kind == MarketEvent.Kind.TRADE) {
            tradeSequence = newestSequence;
        } else {
            quoteSequence = newestSequence;
        }
        return false;
    }

    private void takeTrade(MarketEvent event) {
        price = event.price;
        size = Decimals.isAmount(event.size) ? event.size : null;
        side = "buy".equals(event.side) || "sell".equals(event.side) ? event.side : null;
        time = Decimals.isTime(event.time) ? event.time : null;
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
            BigDecimal now = new BigDecimal(event.price);
            change = Decimals.change(now, open);
            changePercent = Decimals.changePercent(now, open);
        }
    }

    private static boolean hasBadQuote(MarketEvent event) {
        return isBadQuote(event.bid) || isBadQuote(event.ask);
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
