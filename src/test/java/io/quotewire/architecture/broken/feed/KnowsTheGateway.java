package io.quotewire.architecture.broken.feed;

import io.quotewire.architecture.broken.gateway.Neighbour;

/** Broken on purpose: verticles do not know each other. */
public final class KnowsTheGateway {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
