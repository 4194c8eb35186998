package io.quotewire.architecture.broken.bus;

/** Known by others; breaks no rule. */
public final class Neighbour {}
