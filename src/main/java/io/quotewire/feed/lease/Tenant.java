package io.quotewire.feed.lease;

/** What a lease is for. Called on the keeper's event loop. */
public interface Tenant {
    /**
     * It is to run here, from now on.
     *
     * @param fence what everything it publishes carries
     */
    void begin(long fence);

    /**
     * It goes on running here, under a higher number.
     *
     * @param fence the new number
     */
    void renumber(long fence);

    /** Whether it runs here is certain again: what was held back may go. */
    void confirmed();

    /**
     * It is not to run here: published is nothing from this moment on, and the source is to stop.
     *
     * @param reason why, for a person
     */
    void standBy(String reason);
}
