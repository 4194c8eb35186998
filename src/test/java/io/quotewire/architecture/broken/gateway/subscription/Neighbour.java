package io.quotewire.architecture.broken.gateway.subscription;

/** Known by others; breaks no rule. */
public final class Neighbour {}
