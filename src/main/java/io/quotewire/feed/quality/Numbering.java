package io.quotewire.feed.quality;

import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * How far an exchange's numbering of one symbol has come. Trades and quotes are numbered apart. A lower number is an old message;
 * an equal one may be another message about the same trade, but not where each trade has a number of its own: there it is a
 * repetition, and a number left out is a loss. Confined to the event loop of its verticle.
 */
final class Numbering {
    private long tradeSequence = MarketEvent.UNNUMBERED;
    private long quoteSequence = MarketEvent.UNNUMBERED;
    private long tradeId = MarketEvent.UNNUMBERED;

    void restart() {
        tradeSequence = MarketEvent.UNNUMBERED;
        quoteSequence = MarketEvent.UNNUMBERED;
        tradeId = MarketEvent.UNNUMBERED;
    }

    /** Nobody wants the symbol for a while: trades that are missing then are no gap. */
    void interrupt() {
        tradeId = MarketEvent.UNNUMBERED;
    }

    /** Whether trades come with numbers. */
    boolean hasTrades() {
        return tradeSequence != MarketEvent.UNNUMBERED;
    }

    /** Whether quotes come with numbers. */
    boolean hasQuotes() {
        return quoteSequence != MarketEvent.UNNUMBERED;
    }

    /** Takes note of an event's number, and tells the sink of a gap before it; why the event is no news, or null. */
    @Nullable
    SkipReason check(MarketEvent event, QuoteSink sink) {
        if (event.kind == MarketEvent.Kind.SUMMARY) {
            return null;
        }
        boolean trade = event.kind == MarketEvent.Kind.TRADE;
        long before = trade ? tradeSequence : quoteSequence;
        if (event.sequence != MarketEvent.UNNUMBERED && event.sequence < before) {
            return SkipReason.LATE;
        }
        if (event.tradeId != MarketEvent.UNNUMBERED && tradeId != MarketEvent.UNNUMBERED) {
            if (event.tradeId <= tradeId) {
                return event.tradeId == tradeId ? SkipReason.DUPLICATE : SkipReason.LATE;
            }
            if (event.tradeId > tradeId + 1) {
                sink.gap(event.tradeId - tradeId - 1);
            }
        }
        tradeId = Math.max(tradeId, event.tradeId);
        long newest = Math.max(before, event.sequence);
        if (trade) {
            tradeSequence = newest;
        } else {
            quoteSequence = newest;
        }
        return null;
    }
}
