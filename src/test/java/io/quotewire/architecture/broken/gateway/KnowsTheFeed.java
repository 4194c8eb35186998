package io.quotewire.architecture.broken.gateway;

import io.quotewire.architecture.broken.feed.Neighbour;

/** Broken on purpose: verticles do not know each other. */
public final class KnowsTheFeed {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
