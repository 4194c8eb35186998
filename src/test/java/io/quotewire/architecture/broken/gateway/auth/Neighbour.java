package io.quotewire.architecture.broken.gateway.auth;

/** Known by others; breaks no rule. */
public final class Neighbour {}
