package io.quotewire.gateway.limit;

/** Counts frames within a second from the first one of them. Confined to one event loop. */
public final class FrameMeter {
    private static final int SECOND_MS = 1_000;
    private final int perSecond;
    private int firstMs;
    private int count;

    /**
     * A meter.
     *
     * @param perSecond how many are allowed; 0 = no limit
     */
    public FrameMeter(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * One more frame.
     *
     * @param nowMs the present, milliseconds
     * @return whether this was one too many within a second
     */
    public boolean add(long nowMs) {
        if (perSecond == 0) {
            return false;
        }
        // What matters is the difference, which an int holds for 24 days.
        int sinceMs = (int) nowMs - firstMs;
        if (count == 0 || sinceMs >= SECOND_MS || sinceMs < 0) {
            firstMs = (int) nowMs;
            count = 0;
        }
        return ++count > perSecond;
    }
}
