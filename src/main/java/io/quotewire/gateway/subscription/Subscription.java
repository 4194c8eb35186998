package io.quotewire.gateway.subscription;

/** Something private that a subscriber gets until it is cancelled. Confined to one event loop. */
public interface Subscription {
    /** Ends it; of no effect if it has ended. */
    void cancel();
}
