package io.quotewire.feed;

import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import io.quotewire.bus.TickTurn;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an ingester publishes from when it is told to run until it is told to stop: its ticks, numbered under its fence, the newest of
 * each symbol, and now and then a digest of what has changed. Confined to the event loop of its verticle.
 */
final class Tenure {
    /** Where what is published goes. */
    interface Outlet {
        void turn(TickTurn turn);

        void digest(TickDigest digest);
    }

    private final TickBatcher batcher;
    private final Outlet outlet;
    private final Map<String, Tick> newest = new LinkedHashMap<>();
    private final Map<String, Tick> changed = new LinkedHashMap<>();
    private long digests;

    /**
     * A tenure that begins.
     *
     * @param publisher the ingester's name
     * @param fence its fence
     * @param maySend asked before anything is sent; what may not is kept
     */
    Tenure(Vertx vertx, String publisher, long fence, BooleanSupplier maySend, Outlet outlet) {
        this.outlet = outlet;
        this.batcher = new TickBatcher(vertx, publisher, fence, maySend, outlet::turn);
    }

    void tick(Tick tick) {
        changed.put(tick.symbol(), tick);
        batcher.add(tick);
    }

    /** Takes over what was known before it, as values that nobody needs to be told. */
    void remember(Collection<Tick> before) {
        before.forEach(tick -> newest.put(tick.symbol(), tick));
    }

    /** Sends what waits. */
    void flush() {
        batcher.flush();
    }

    /** Publishes the newest values of what has changed since the last time, if anything has. */
    void digest() {
        // What waits goes out first, if it may: a digest that was ahead of the batches would look like a loss.
        if (changed.isEmpty() || !batcher.flush() || changed.isEmpty()) {
            return;
        }
        digests++;
        TickDigest digest = new TickDigest(
                batcher.publisher(), batcher.epoch(), digests, batcher.sequences(), List.copyOf(changed.values()));
        settle();
        outlet.digest(digest);
    }

    /** All it knows of some groups, or of all. */
    QuoteSnapshot snapshot(@Nullable Set<Object> groups, List<FeedStatus> feeds) {
        Map<Integer, Long> sequences = batcher.sequences();
        List<Tick> ticks = new ArrayList<>(newest().values());
        if (groups != null) {
            sequences.keySet().retainAll(groups);
            ticks.removeIf(tick -> !sequences.containsKey(TickGroup.of(tick.symbol())));
        }
        return new QuoteSnapshot(batcher.publisher(), batcher.epoch(), sequences, digests, ticks, feeds);
    }

    /** What tells those who hear a group how far its numbering has come. */
    TickBatch mark(int group) {
        return batcher.mark(group);
    }

    /** The newest of each symbol. */
    Map<String, Tick> newest() {
        newest.putAll(changed);
        return newest;
    }

    long epoch() {
        return batcher.epoch();
    }

    long batches() {
        return batcher.batches();
    }

    private void settle() {
        newest.putAll(changed);
        changed.clear();
    }
}
