package io.quotewire.architecture.broken.monitoring;

import io.quotewire.architecture.broken.bridge.Neighbour;

/** Broken on purpose: verticles do not know each other. */
public final class KnowsTheBridge {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
