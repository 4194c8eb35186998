package io.quotewire.architecture.broken.gateway.limit;

import io.quotewire.architecture.broken.gateway.protocol.Neighbour;

/** Broken on purpose: limits stand alone. */
public final class KnowsProtocol {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
