package io.quotewire.architecture.broken.gateway.protocol;

/** Known by others; breaks no rule. */
public final class Neighbour {}
