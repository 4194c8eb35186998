package io.quotewire.architecture.broken.gateway.session;

import io.quotewire.architecture.broken.gateway.transport.Neighbour;

/** Broken on purpose: a session knows its port, not the transport. */
public final class KnowsTransport {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
