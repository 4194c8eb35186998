package io.quotewire.architecture.broken.gateway.policy;

import io.quotewire.architecture.broken.gateway.session.Neighbour;

/** Broken on purpose: whoever decides knows nothing of who is connected. */
public final class KnowsSession {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
