package io.quotewire.gateway.subscription;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Outbound;

/**
 * Somebody who takes prices and private messages, in two lanes: the port that sessions implement. All calls come on the
 * session's event loop.
 */
public interface Subscriber {
    /**
     * Takes a private message, which goes before all prices that wait. Where too much that is private waits already, the
     * subscriber's connection ends.
     *
     * @param message to be sent
     */
    void deliver(Outbound message);

    /**
     * Takes prices that go out together.
     *
     * @param bundle to be sent; released by the caller
     * @return false if the subscriber's connection is ending, and nothing was sent
     */
    boolean deliver(Bundle bundle);

    /**
     * Whether more prices are waiting to be sent than the high-water mark allows.
     *
     * @return true while newer values should replace older ones
     */
    boolean congested();

    /**
     * Whether more that is private is waiting to be sent than the high-water mark allows.
     *
     * @return true while what a store keeps should wait there
     */
    boolean congestedPrivately();
}
