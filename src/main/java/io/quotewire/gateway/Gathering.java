package io.quotewire.gateway;

import java.util.function.IntSupplier;

/**
 * How many turns of the market an event loop lets come before it writes. A write to a socket costs nearly the same for one frame as
 * for a few: while there is time, everything goes out at once; a loop that would spend nearly all its time on writing waits for
 * another turn first, so that one write carries both. That is as late as the second turn at most, and ends a queue that would
 * be later still. It helps only where most connections get something in each turn: if each turn is for others, nothing is
 * waited for. Decided anew four times a second, from what writing has cost. Times are nanoseconds of one clock that never
 * goes back. Confined to that loop.
 */
final class Gathering {
    /** How much of its time a loop may write without waiting. */
    private static final double BUSY = 0.8;

    /** How many of the lanes each turn must be for. */
    private static final double SHARED = 0.5;

    private static final int MOST_TURNS = 4;
    private static final long LONGEST_NANOS = 50_000_000;
    private static final long WINDOW_NANOS = 250_000_000;

    /** Ticks of one turn of a feed were received within such a time, in microseconds. */
    private static final long ONE_TURN_MICROS = 1_000;

    /** A turn is seldom quite on time. */
    private static final double LATE = 1.25;

    private static final long NANOS_PER_MS = 1_000_000;

    private long windowNanos = Long.MIN_VALUE;
    private long busyNanos;
    private long turnMicros;
    private int turns;
    private int writes;
    private long written;
    private int waiting;
    private int together = 1;
    private long patienceMs;

    /**
     * Ticks came.
     *
     * @param tsMicros when their feed received the last of them
     */
    void came(long tsMicros) {
        if (waiting == 0 || Math.abs(tsMicros - turnMicros) > ONE_TURN_MICROS) {
            turnMicros = tsMicros;
            turns++;
            waiting++;
        }
    }

    /** Whether what has come is to wait for more, {@link #patienceMs} at most. */
    boolean isToWait() {
        return waiting < together;
    }

    /** How long. */
    long patienceMs() {
        return patienceMs;
    }

    /**
     * What had come was written.
     *
     * @param beganNanos when that began
     * @param endedNanos when it was done
     * @param toLanes how many lanes got something
     * @param lanes how many there are; asked for now and then
     */
    void sent(long beganNanos, long endedNanos, int toLanes, IntSupplier lanes) {
        waiting = 0;
        if (windowNanos == Long.MIN_VALUE) {
            windowNanos = beganNanos;
        }
        busyNanos += endedNanos - beganNanos;
        written += toLanes;
        writes++;
        if (endedNanos - windowNanos >= WINDOW_NANOS) {
            decide(endedNanos - windowNanos, lanes.getAsInt());
            windowNanos = endedNanos;
            busyNanos = 0;
            turns = 0;
            writes = 0;
            written = 0;
        }
    }

    private void decide(long spanNanos, int lanes) {
        together = 1;
        if (turns == 0 || written < SHARED * writes * lanes) {
            return;
        }
        double share = (double) busyNanos / writes * turns / spanNanos;
        int wanted = Math.min(MOST_TURNS, (int) Math.ceil(share / BUSY));
        double waitNanos = (wanted - 1) * LATE * spanNanos / turns;
        if (wanted > 1 && waitNanos <= LONGEST_NANOS) {
            together = wanted;
            patienceMs = (long) Math.ceil(waitNanos / NANOS_PER_MS);
        }
    }
}
