package io.quotewire.architecture.broken.notification;

import io.quotewire.architecture.broken.monitoring.Neighbour;

/** Broken on purpose: verticles do not know each other. */
public final class KnowsMonitoring {
    private final Neighbour stranger = new Neighbour();

    @Override
    public String toString() {
        return stranger.toString();
    }
}
