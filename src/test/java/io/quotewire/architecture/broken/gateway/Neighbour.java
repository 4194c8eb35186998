package io.quotewire.architecture.broken.gateway;

/** Known by others; breaks no rule. */
public final class Neighbour {}
