package io.quotewire.architecture.broken.gateway.remote;

/** Known by others; breaks no rule. */
public final class Neighbour {}
