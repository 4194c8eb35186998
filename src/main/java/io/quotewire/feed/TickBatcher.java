package io.quotewire.feed;

import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gathers the ticks of one turn of the event loop into one batch, and numbers the batches. A turn that is long or makes
 * many ticks sends several. Confined to the event loop that made it.
 */
final class TickBatcher {
    /** No tick waits longer than this for the turn to end. */
    private static final long MAX_WAIT_NANOS = 5_000_000;

    private static final int MAX_TICKS = 1_024;

    private final Vertx vertx;
    private final String publisher;
    private final long epoch;
    private final Consumer<TickBatch> out;
    private List<Tick> waiting = new ArrayList<>();
    private long firstNanos;
    private boolean scheduled;
    private long sequence;

    TickBatcher(Vertx vertx, String publisher, long epoch, Consumer<TickBatch> out) {
        this.vertx = vertx;
        this.publisher = publisher;
        this.epoch = epoch;
        this.out = out;
    }

    void add(Tick tick) {
        long nowNanos = System.nanoTime();
        if (waiting.isEmpty()) {
            firstNanos = nowNanos;
        }
        waiting.add(tick);
        if (waiting.size() >= MAX_TICKS || nowNanos - firstNanos >= MAX_WAIT_NANOS) {
            flush();
        } else if (!scheduled) {
            scheduled = true;
            vertx.runOnContext(turnEnded -> {
                scheduled = false;
                flush();
            });
        }
    }

    /** Sends what waits. */
    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Tick> ticks = waiting;
        waiting = new ArrayList<>();
        sequence++;
        out.accept(new TickBatch(publisher, epoch, sequence, ticks));
    }

    String publisher() {
        return publisher;
    }

    long epoch() {
        return epoch;
    }

    /** The number of the last batch that was sent; 0 before the first. */
    long sequence() {
        return sequence;
    }
}
