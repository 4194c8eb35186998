package io.quotewire.architecture.broken.gateway.auth;

import io.quotewire.architecture.broken.gateway.limit.Neighbour;

/** Broken on purpose: authentication stands alone. */
public final class KnowsLimit {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
