package io.quotewire.architecture.broken.gateway.remote;

import io.quotewire.architecture.broken.gateway.session.Neighbour;

/** Broken on purpose: requests know nothing of who asks. */
public final class KnowsSession {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
