package io.quotewire.gateway.subscription;

/**
 * How somebody wants a symbol. Immutable.
 *
 * @param mode what happens to values that cannot be sent in time
 * @param minIntervalMs time between two values at least, milliseconds; 0 = as they come
 */
public record Terms(Mode mode, long minIntervalMs) {
    /** As they come, the newest where there is no time for all. */
    public static final Terms USUAL = new Terms(Mode.LATEST, 0);

    /**
     * Terms by a rate.
     *
     * @param mode what happens to values that cannot be sent in time
     * @param maxRate values a second at most; 0 = all
     * @return the terms
     */
    public static Terms of(Mode mode, double maxRate) {
        return new Terms(mode, maxRate == 0 ? 0 : Math.round(1000 / maxRate));
    }
}
