package io.quotewire.architecture.broken.gateway.transport;

/** Known by others; breaks no rule. */
public final class Neighbour {}
