package io.quotewire.architecture.broken.gateway.limit;

/** Known by others; breaks no rule. */
public final class Neighbour {}
