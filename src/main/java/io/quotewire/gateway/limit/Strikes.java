package io.quotewire.gateway.limit;

/** Counts violations within the last minute, up to a few. Confined to one event loop. */
public final class Strikes {
    private static final long WINDOW_MS = 60_000;
    private final long[] times;
    private int count;

    /**
     * No violation yet.
     *
     * @param allowed how many within a minute are one too many
     */
    public Strikes(int allowed) {
        times = new long[allowed];
    }

    /**
     * One more violation.
     *
     * @param nowMs the present, milliseconds of a steady clock
     * @return whether this was one too many
     */
    public boolean add(long nowMs) {
        int oldest = count % times.length;
        times[oldest] = nowMs;
        count++;
        return count >= times.length && nowMs - times[count % times.length] < WINDOW_MS;
    }
}
