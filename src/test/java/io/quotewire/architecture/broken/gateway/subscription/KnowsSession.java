package io.quotewire.architecture.broken.gateway.subscription;

import io.quotewire.architecture.broken.gateway.session.Neighbour;

/** Broken on purpose: a subscription knows its port, not the session. */
public final class KnowsSession {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
