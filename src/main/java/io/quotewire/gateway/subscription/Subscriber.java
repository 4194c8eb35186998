package io.quotewire.gateway.subscription;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.Outbound;

/** Somebody who takes prices: the port that sessions implement. All calls come on the session's event loop. */
public interface Subscriber {
    /**
     * Takes a message of the price lane. Where too much is waiting already, the subscriber's connection ends.
     *
     * @param message to be sent
     */
    void deliver(Outbound message);

    /**
     * Takes messages of the price lane that go out together.
     *
     * @param bundle to be sent; released by the caller
     * @return false if the subscriber's connection is ending, and nothing was sent
     */
    boolean deliver(Bundle bundle);

    /**
     * Whether more is waiting to be sent than the high-water mark allows.
     *
     * @return true while newer values should replace older ones
     */
    boolean congested();
}
