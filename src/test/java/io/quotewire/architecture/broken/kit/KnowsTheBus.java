package io.quotewire.architecture.broken.kit;

import io.quotewire.architecture.broken.bus.Neighbour;

/** Broken on purpose: the kit knows no word of the trade. */
public final class KnowsTheBus {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
