package io.quotewire.architecture.broken.gateway.protocol;

import io.quotewire.architecture.broken.gateway.auth.Neighbour;

/** Broken on purpose: the protocol stands alone. */
public final class KnowsAuth {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
