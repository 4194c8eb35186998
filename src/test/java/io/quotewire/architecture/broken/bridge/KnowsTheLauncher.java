package io.quotewire.architecture.broken.bridge;

import io.quotewire.architecture.broken.launcher.Neighbour;

/** Broken on purpose: no verticle knows the launcher. */
public final class KnowsTheLauncher {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
