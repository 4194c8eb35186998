package io.quotewire.architecture.broken.gateway.session;

/** Known by others; breaks no rule. */
public final class Neighbour {}
