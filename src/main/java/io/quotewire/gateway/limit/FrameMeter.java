package io.quotewire.gateway.limit;

/** Counts frames within each second. Confined to one event loop. */
public final class FrameMeter {
    private final int perSecond;
    private int second = Integer.MIN_VALUE;
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
        int now = (int) (nowMs / 1000);
        if (now != second) {
            second = now;
            count = 0;
        }
        return ++count > perSecond;
    }
}
