package io.quotewire.architecture.broken.launcher;

import io.quotewire.architecture.broken.feed.Neighbour;

/** Broken on purpose: the launcher knows no verticle. */
public final class KnowsTheFeed {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
