package io.quotewire.gateway.limit;

/** Counts violations within the last minute, up to a few. Confined to one event loop. */
public final class Strikes {
    private static final long WINDOW_MS = 60_000;
    private final long[] times;
    private int count;

    /**
     * No violation yet.
     *
     * @param most how many are told apart
     */
    public Strikes(int most) {
        times = new long[most];
    }

    /**
     * One more violation.
     *
     * @param nowMs the present, milliseconds of a steady clock
     * @return how many there were within the last minute, this one included; no more than are told apart
     */
    public int add(long nowMs) {
        times[count % times.length] = nowMs;
        count++;
        int recent = 0;
        for (int i = 0; i < Math.min(count, times.length); i++) {
            recent += nowMs - times[i] < WINDOW_MS ? 1 : 0;
        }
        return recent;
    }
}
