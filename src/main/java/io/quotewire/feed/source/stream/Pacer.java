package io.quotewire.feed.source.stream;

import io.quotewire.kit.lifecycle.Timers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages no faster than an exchange allows, in their order. What waits is bounded by what the configuration
 * subscribes. Confined to the event loop of its source.
 */
final class Pacer {
    private static final int MICROS_PER_MS = 1_000;

    private final Timers timers;
    private final LongSupplier clockMicros;
    private final long gapMicros;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Long timer;
    private long freeMicros = Long.MIN_VALUE;
    private boolean closed;

    /**
     * One that has sent nothing yet.
     *
     * @param gapMs the least time between two messages
     */
    Pacer(Timers timers, LongSupplier clockMicros, long gapMs) {
        this.timers = timers;
        this.clockMicros = clockMicros;
        this.gapMicros = gapMs * MICROS_PER_MS;
    }

    /** Sends now, or as soon as it is allowed. */
    void send(Runnable message) {
        if (!closed) {
            waiting.add(message);
            if (timer == null) {
                next();
            }
        }
    }

    /** Sends nothing for a while: the exchange has had too much. */
    void pause(long ms) {
        freeMicros = clockMicros.getAsLong() + ms * MICROS_PER_MS;
    }

    /** Whether something waits to be sent. */
    boolean isBehind() {
        return !waiting.isEmpty();
    }

    void close() {
        closed = true;
        waiting.clear();
        if (timer != null) {
            timers.cancel(timer);
            timer = null;
        }
    }

    private void next() {
        timer = null;
        long nowMicros = clockMicros.getAsLong();
        if (waiting.isEmpty() || closed) {
            return;
        }
        if (nowMicros >= freeMicros) {
            freeMicros = nowMicros + gapMicros;
            Runnable message = waiting.remove();
            message.run();
        }
        if (!waiting.isEmpty() && !closed) {
            long waitMs = (freeMicros - nowMicros + MICROS_PER_MS - 1) / MICROS_PER_MS;
            timer = timers.after(Math.max(1, waitMs), this::next);
        }
    }
}
