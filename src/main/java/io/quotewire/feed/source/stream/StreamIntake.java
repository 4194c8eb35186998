package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SourceSink;
import java.util.Collection;
import java.util.function.LongSupplier;

/**
 * What all connections of a stream deliver to: passes on what is new, counts what is not, and finds out when something was
 * lost. Confined to the event loop of its source.
 */
final class StreamIntake {
    /** So many losses within a minute are too many for one connection. */
    static final int MAX_GAPS = 20;

    private static final long MINUTE_MICROS = 60_000_000;

    private final SourceSink sink;
    private final LongSupplier clockMicros;
    private final Numbering numbering;
    private long minuteMicros = Long.MIN_VALUE;
    private int gaps;

    StreamIntake(SourceSink sink, ExchangeTerms terms, LongSupplier clockMicros) {
        this.sink = sink;
        this.clockMicros = clockMicros;
        this.numbering = new Numbering(terms.onlyChanges(), sink::numberingRestarted);
    }

    void received(byte[] message) {
        sink.received(message);
    }

    void skipped(SkipReason reason) {
        sink.skipped(reason);
    }

    void halted(String symbol, boolean halted) {
        sink.halted(symbol, halted);
    }

    /**
     * Takes an event.
     *
     * @param receivedMicros when it was received, by the stream's clock
     * @param releasing whether it was held back while the connection before delivered too
     * @return whether something was lost before it, so that the connection should be renewed
     */
    boolean event(MarketEvent event, StreamConnection connection, long receivedMicros, boolean releasing) {
        boolean unnumbered = isUnnumbered(event);
        // What the other connection has delivered meanwhile, it has delivered too, and nothing else shows that.
        SkipReason old = releasing && unnumbered && numbering.wasDelivered(event.symbol, receivedMicros)
                ? SkipReason.DUPLICATE
                : numbering.check(event, connection);
        if (unnumbered && !releasing) {
            numbering.delivered(event.symbol, receivedMicros);
        }
        if (old != null) {
            sink.skipped(old);
            return false;
        }
        boolean lost = numbering.missed() > 0;
        sink.event(event);
        return lost && isRepairable(connection);
    }

    /** Nobody wants these symbols any more: what is traded before somebody wants them again is no loss. */
    void unwanted(Collection<String> symbols) {
        symbols.forEach(numbering::interrupted);
    }

    private boolean isRepairable(StreamConnection connection) {
        long now = clockMicros.getAsLong();
        if (minuteMicros == Long.MIN_VALUE || now - minuteMicros >= MINUTE_MICROS) {
            minuteMicros = now;
            gaps = 0;
        }
        gaps++;
        if (gaps >= MAX_GAPS) {
            gaps = 0;
            connection.giveUp(
                    new StreamFailure(StreamFailure.Kind.GAP, MAX_GAPS + " losses of messages within a minute"));
            return false;
        }
        return true;
    }

    private static boolean isUnnumbered(MarketEvent event) {
        return event.tradeId == MarketEvent.UNNUMBERED && event.sequence == MarketEvent.UNNUMBERED;
    }
}
