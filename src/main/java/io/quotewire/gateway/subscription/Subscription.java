package io.quotewire.gateway.subscription;

/** Something that a subscriber gets until it is cancelled. Confined to one event loop. */
public sealed interface Subscription permits QuoteSubscription, InboxSubscription {
    /** Ends it; of no effect if it has ended. */
    void cancel();
}
