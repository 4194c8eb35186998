package io.quotewire.gateway.subscription;

/** Whoever lacks something that the store has. Confined to one event loop. */
interface Straggler {
    /** Asks for more, where there is more, it is time, and it can be taken; does nothing otherwise. */
    void catchUp(long nowMs);
}
