package io.quotewire.architecture.broken.gateway.policy;

/** Known by others; breaks no rule. */
public final class Neighbour {}
