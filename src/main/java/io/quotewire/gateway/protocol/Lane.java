package io.quotewire.gateway.protocol;

/**
 * Which place a message takes among those that wait to be sent on the same connection. Where nothing waits, all leave in the
 * order in which they come.
 *
 * <p>Within a lane nothing overtakes anything. So a snapshot, which is a price like those that follow it, stays behind the
 * confirmation that was sent before it and before the updates that are sent after it.
 */
public enum Lane {
    /** Goes before all prices that wait: notifications, publications, replies, refusals, notices, pings and pongs. */
    PRIVATE,
    /**
     * Private too, but overtakes nothing, and nothing that is sent later overtakes it or what it waits for: what tells of the
     * prices that were sent before it, as that there will be no more, and the end.
     */
    IN_ORDER,
    /** Waits for all that is private. Where too much waits here, newer values give way to the newest. */
    PRICES
}
