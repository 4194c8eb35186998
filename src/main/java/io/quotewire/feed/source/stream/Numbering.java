package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What numbers an exchange has given, over all of its connections: so that nothing is counted twice, whichever connection
 * brings it, and that a loss is seen. Trades that are numbered one by one, other events about trades and quotes each have
 * numbers of their own. Confined to the event loop of its source.
 */
final class Numbering {
    /** A number so far below the newest is no late message: the exchange numbers anew. */
    private static final long RESTARTED = 1_000_000;

    private static final int MAX_SYMBOLS = 20_000;

    /** Two connections tell of the same within this time. */
    private static final long SAME_MICROS = 1_000_000;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final boolean onlyChanges;
    private final Map<String, Numbers> symbols = new HashMap<>();
    private final Runnable restarted;
    private long missed;

    private static final class Numbers {
        private final long[] newest = {MarketEvent.UNNUMBERED, MarketEvent.UNNUMBERED, MarketEvent.UNNUMBERED};
        /** The connection that brought the last trade. */
        private @Nullable Object connection;

        private @Nullable String price;
        /** When the last event without a number came. */
        private long deliveredMicros = NEVER;
    }

    /**
     * One that has seen nothing.
     *
     * @param onlyChanges whether a price that equals the one before is a repetition
     * @param restarted told when the exchange numbers anew
     */
    Numbering(boolean onlyChanges, Runnable restarted) {
        this.onlyChanges = onlyChanges;
        this.restarted = restarted;
    }

    /**
     * Takes note of an event.
     *
     * @param connection what brought it
     * @return why it is not to be passed on; null if it is new
     */
    @Nullable
    SkipReason check(MarketEvent event, Object connection) {
        missed = 0;
        Numbers numbers = symbols.get(event.symbol);
        if (numbers == null) {
            numbers = new Numbers();
            if (symbols.size() < MAX_SYMBOLS) {
                symbols.put(event.symbol, numbers);
            }
        }
        return switch (event.kind) {
            case TRADE -> checkTrade(event, numbers, connection);
            case QUOTE -> check(numbers, 2, event.sequence);
            case SUMMARY -> null;
        };
    }

    /** An event without a number has come. */
    void delivered(String symbol, long receivedMicros) {
        Numbers numbers = symbols.get(symbol);
        if (numbers != null) {
            numbers.deliveredMicros = receivedMicros;
        }
    }

    /** Whether one has come after this time, or hardly before it, that says as much as one of this time. */
    boolean wasDelivered(String symbol, long receivedMicros) {
        Numbers numbers = symbols.get(symbol);
        return numbers != null && receivedMicros <= numbers.deliveredMicros + SAME_MICROS;
    }

    /** What comes next of a symbol does not follow what came before. */
    void interrupted(String symbol) {
        Numbers numbers = symbols.get(symbol);
        if (numbers != null) {
            numbers.connection = null;
            numbers.price = null;
            numbers.deliveredMicros = NEVER;
        }
    }

    /** How many trades before the last one that was checked its connection has lost. */
    long missed() {
        return missed;
    }

    private @Nullable SkipReason checkTrade(MarketEvent event, Numbers numbers, Object connection) {
        if (event.tradeId == MarketEvent.UNNUMBERED) {
            return event.sequence == MarketEvent.UNNUMBERED
                    ? checkChange(event, numbers)
                    : check(numbers, 1, event.sequence);
        }
        long before = numbers.newest[0];
        SkipReason old = check(numbers, 0, event.tradeId);
        if (old == null) {
            // What was traded while there was no connection is not this connection's loss.
            if (numbers.connection == connection && before != MarketEvent.UNNUMBERED && event.tradeId > before) {
                missed = event.tradeId - before - 1;
            }
            numbers.connection = connection;
        }
        return old;
    }

    private @Nullable SkipReason checkChange(MarketEvent event, Numbers numbers) {
        if (!onlyChanges || event.price == null) {
            return null;
        }
        if (event.price.equals(numbers.price)) {
            return SkipReason.DUPLICATE;
        }
        numbers.price = event.price;
        return null;
    }

    private @Nullable SkipReason check(Numbers numbers, int lane, long number) {
        long before = numbers.newest[lane];
        if (number == MarketEvent.UNNUMBERED || number > before) {
            numbers.newest[lane] = Math.max(before, number);
            return null;
        }
        if (before - number > RESTARTED) {
            numbers.newest[lane] = number;
            restarted.run();
            return null;
        }
        return number == before ? SkipReason.DUPLICATE : SkipReason.LATE;
    }
}
