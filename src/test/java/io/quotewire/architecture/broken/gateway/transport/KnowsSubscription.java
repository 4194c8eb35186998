package io.quotewire.architecture.broken.gateway.transport;

import io.quotewire.architecture.broken.gateway.subscription.Neighbour;

/** Broken on purpose: a transport knows sessions, not subscriptions. */
public final class KnowsSubscription {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
