package io.quotewire.feed;

import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickGroup;
import io.quotewire.bus.TickTurn;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Gathers the ticks of one turn of the event loop into one batch for each group of symbols, and numbers each group's batches.
 * A turn that is long or makes many ticks sends several. Confined to the event loop that made it.
 */
final class TickBatcher {
    /** No tick waits longer than this for the turn to end. */
    private static final long MAX_WAIT_NANOS = 5_000_000;

    private static final int MAX_TICKS = 1_024;

    /** So many may be held back while nothing may be sent; those after are left out, as if they had been merged. */
    private static final int MAX_HELD_TICKS = 65_536;

    private final Vertx vertx;
    private final String publisher;
    private final long epoch;
    private final BooleanSupplier maySend;
    private final Consumer<TickTurn> out;
    private final List<List<Tick>> waiting = new ArrayList<>(TickGroup.COUNT);
    private final long[] sequences = new long[TickGroup.COUNT];
    private int waitingTicks;
    private int touchedGroups;
    private long firstNanos;
    private boolean scheduled;

    TickBatcher(Vertx vertx, String publisher, long epoch, BooleanSupplier maySend, Consumer<TickTurn> out) {
        this.vertx = vertx;
        this.publisher = publisher;
        this.epoch = epoch;
        this.maySend = maySend;
        this.out = out;
        for (int group = 0; group < TickGroup.COUNT; group++) {
            waiting.add(new ArrayList<>());
        }
    }

    void add(Tick tick) {
        if (waitingTicks >= MAX_HELD_TICKS) {
            return;
        }
        long nowNanos = System.nanoTime();
        if (waitingTicks == 0) {
            firstNanos = nowNanos;
        }
        int group = TickGroup.of(tick.symbol());
        waiting.get(group).add(tick);
        touchedGroups |= 1 << group;
        waitingTicks++;
        if (waitingTicks >= MAX_TICKS || nowNanos - firstNanos >= MAX_WAIT_NANOS) {
            flush();
        } else if (!scheduled) {
            scheduled = true;
            vertx.runOnContext(turnEnded -> {
                scheduled = false;
                flush();
            });
        }
    }

    /** Sends what waits, if anything may be sent; false if not. */
    boolean flush() {
        if (touchedGroups == 0) {
            return true;
        }
        if (!maySend.getAsBoolean()) {
            return false;
        }
        int touched = touchedGroups;
        touchedGroups = 0;
        waitingTicks = 0;
        List<TickBatch> batches = new ArrayList<>(Integer.bitCount(touched));
        while (touched != 0) {
            int group = Integer.numberOfTrailingZeros(touched);
            touched &= touched - 1;
            List<Tick> ticks = waiting.get(group);
            sequences[group]++;
            batches.add(new TickBatch(publisher, epoch, group, sequences[group], ticks));
            ticks.clear();
        }
        out.accept(new TickTurn(batches));
        return true;
    }

    /** What tells those who hear a group how far its numbering has come. */
    TickBatch mark(int group) {
        return new TickBatch(publisher, epoch, group, sequences[group], List.of());
    }

    String publisher() {
        return publisher;
    }

    long epoch() {
        return epoch;
    }

    /** The number of the last batch of each group that was sent; 0 before the first. */
    Map<Integer, Long> sequences() {
        Map<Integer, Long> all = new HashMap<>();
        for (int group = 0; group < TickGroup.COUNT; group++) {
            all.put(group, sequences[group]);
        }
        return all;
    }

    /** How many were sent, of all groups. */
    long batches() {
        long sum = 0;
        for (long sequence : sequences) {
            sum += sequence;
        }
        return sum;
    }
}
