package io.quotewire.feed.source.replay;

/** When a recorded message is due: as long after the first as it was recorded, divided by the speed. Not thread-safe. */
final class Pace {
    /** No clock lives to see more: a century. */
    private static final double MAX_MICROS = 100 * 366 * 86_400e6;

    private final double speed;
    private boolean begun;
    private long firstRecordedMicros;
    private long firstPlayedMicros;

    Pace(double speed) {
        this.speed = speed;
    }

    /** How long to wait; not above 0 if it is due. The first one asked for is due at once. */
    long waitMicros(long recordedMicros, long nowMicros) {
        if (!begun) {
            begun = true;
            firstRecordedMicros = recordedMicros;
            firstPlayedMicros = nowMicros;
        }
        double after = ((double) recordedMicros - firstRecordedMicros) / speed;
        return firstPlayedMicros + (long) Math.min(after, MAX_MICROS) - nowMicros;
    }

    /** The next message asked for is the first again. */
    void restart() {
        begun = false;
    }
}
