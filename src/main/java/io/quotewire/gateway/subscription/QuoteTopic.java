package io.quotewire.gateway.subscription;

import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.Tick;
import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Merged;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One symbol on one event loop: its newest value, who wants it, and what it has brought in the present turn. Confined to that
 * loop.
 */
public final class QuoteTopic {
    private final String symbol;
    private final MarketGroup group;
    private final Set<Audience> audiences = new LinkedHashSet<>(2);
    private final Set<PriceLane> paced = new LinkedHashSet<>(2);
    private final List<Tick> turn = new ArrayList<>(1);
    private @Nullable Bundle bundle;
    private @Nullable Bundle mergedBundle;
    private @Nullable Merged merged;
    private @Nullable Tick newest;
    private long epoch;
    private @Nullable Merged interval;
    private @Nullable SymbolStatus status;

    QuoteTopic(String symbol, MarketGroup group) {
        this.symbol = symbol;
        this.group = group;
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
     * The group of symbols that its values travel in.
     *
     * @return one of the book's
     */
    public MarketGroup group() {
        return group;
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

    /** How it stood the last time that anybody looked; null before. */
    @Nullable
    SymbolStatus status() {
        return status;
    }

    void status(SymbolStatus now) {
        status = now;
    }

    /**
     * Takes a newer value; false if it is none. The first under a new epoch may be one that is known: an exchange tells whoever
     * subscribes anew what was last.
     */
    boolean accept(Tick tick, long tickEpoch) {
        Tick before = newest;
        if (before != null && tickEpoch == epoch && tick.seq() <= before.seq()) {
            return false;
        }
        boolean isKnown = before != null && tickEpoch != epoch && tick.saysTheSame(before);
        newest = tick;
        epoch = tickEpoch;
        return !isKnown;
    }

    /** Whether the newest value came under another epoch, and was received after this one, or is this one. */
    boolean isAfter(Tick tick, long tickEpoch) {
        return newest != null && tickEpoch != epoch && (newest.tsMicros() > tick.tsMicros() || newest.equals(tick));
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

    /**
     * Whether anybody on this event loop has subscribed to it.
     *
     * @return false also while only those see it who see all
     */
    public boolean isWanted() {
        return !audiences.isEmpty() || !paced.isEmpty();
    }

    private void begin() {
        if (!isWanted()) {
            group.begin(symbol);
        }
    }

    /** Those who want it as it comes, to be read only. */
    Set<Audience> audiences() {
        return audiences;
    }

    void add(Audience audience) {
        begin();
        group.want(audiences.add(audience) ? 1 : 0);
    }

    void remove(Audience audience) {
        group.want(audiences.remove(audience) ? -1 : 0);
    }

    /** Those who want it at their own pace, to be read only. */
    Set<PriceLane> paced() {
        return paced;
    }

    void add(PriceLane lane) {
        begin();
        group.want(paced.add(lane) ? 1 : 0);
    }

    void remove(PriceLane lane) {
        group.want(paced.remove(lane) ? -1 : 0);
    }

    /** Adds to what this turn has brought; true for the first. */
    boolean addToTurn(Tick tick) {
        turn.add(tick);
        return turn.size() == 1;
    }

    List<Tick> turn() {
        return turn;
    }

    /** This turn's messages, encoded at the first call. */
    Bundle bundle(Messages messages) {
        if (bundle == null) {
            List<Outbound> encoded = new ArrayList<>(turn.size());
            for (Tick tick : turn) {
                encoded.add(messages.update(tick, false));
            }
            bundle = Bundle.of(turn.size(), encoded);
        }
        return bundle;
    }

    /** One message for the whole turn, encoded at the first call. */
    Bundle mergedBundle(Messages messages) {
        if (mergedBundle == null) {
            mergedBundle = Bundle.of(1, List.of(messages.update(merged())));
        }
        return mergedBundle;
    }

    /** What one message for the whole turn would stand for. */
    Merged merged() {
        if (merged == null) {
            merged = new Merged(turn.get(0));
            for (int i = 1; i < turn.size(); i++) {
                merged.add(turn.get(i));
            }
        }
        return merged;
    }

    /** All have been given it. */
    void endTurn() {
        turn.clear();
        merged = null;
        if (bundle != null) {
            bundle.release();
            bundle = null;
        }
        if (mergedBundle != null) {
            mergedBundle.release();
            mergedBundle = null;
        }
    }
}
