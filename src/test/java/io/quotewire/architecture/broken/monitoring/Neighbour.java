package io.quotewire.architecture.broken.monitoring;

/** Known by others; breaks no rule. */
public final class Neighbour {}
