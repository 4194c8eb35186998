package io.quotewire.architecture.broken.bus;

import io.quotewire.architecture.broken.kit.Neighbour;

/** Broken on purpose: the contract knows nothing of ours. */
public final class KnowsTheKit {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
