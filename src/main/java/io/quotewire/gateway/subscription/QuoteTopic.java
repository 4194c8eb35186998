package io.quotewire.gateway.subscription;

import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Merged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One symbol on one event loop: its newest value and who wants it. Confined to that loop. */
public final class QuoteTopic {
    private final String symbol;
    private final List<QuoteSubscription> subscriptions = new ArrayList<>();
    private @Nullable Tick newest;
    private long epoch;
    private @Nullable Merged interval;

    QuoteTopic(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The symbol.
     *
     * @return {@code BASE-QUOTE}
     */
    public String symbol() {
        return symbol;
    }

    /**
     * The newest value.
     *
     * @return a tick, or null before the first
     */
    public @Nullable Tick newest() {
        return newest;
    }

    /**
     * Under which the value's sequence counts.
     *
     * @return opaque; empty before the first value
     */
    public String epochText() {
        return newest == null ? "" : Long.toString(epoch, 36);
    }

    /** Takes a newer value; false if it is none. */
    boolean accept(Tick tick, long tickEpoch) {
        if (newest != null && tickEpoch == epoch && tick.seq() <= newest.seq()) {
            return false;
        }
        newest = tick;
        epoch = tickEpoch;
        return true;
    }

    /** Adds to what the next interval's frame stands for; true if this is the first since the last frame. */
    boolean addToInterval(Tick tick) {
        if (interval == null) {
            interval = new Merged(tick);
            return true;
        }
        interval.add(tick);
        return false;
    }

    @Nullable
    Merged takeInterval() {
        Merged taken = interval;
        interval = null;
        return taken;
    }

    List<QuoteSubscription> subscriptions() {
        return subscriptions;
    }
}
