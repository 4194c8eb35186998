package io.quotewire.architecture.broken.kit;

/** Broken on purpose: no locks. */
public final class Locked {
    synchronized void work() {}
}
