package io.quotewire.gateway.subscription;

/**
 * What became of the values that somebody was to get. At any moment {@code published = delivered + merged + dropped}: a value
 * that waits is counted when its fate is known. Confined to one event loop.
 */
public final class Ledger {
    private long delivered;
    private long merged;
    private long dropped;

    /**
     * How many values have met their fate.
     *
     * @return a count
     */
    public long published() {
        return delivered + merged + dropped;
    }

    /**
     * How many were sent.
     *
     * @return a count
     */
    public long delivered() {
        return delivered;
    }

    /**
     * How many gave way to a newer one before they were sent.
     *
     * @return a count
     */
    public long merged() {
        return merged;
    }

    /**
     * How many were lost because the subscriber went.
     *
     * @return a count
     */
    public long dropped() {
        return dropped;
    }

    void delivered(long count) {
        delivered += count;
    }

    void merged(long count) {
        merged += count;
    }

    void dropped(long count) {
        dropped += count;
    }
}
