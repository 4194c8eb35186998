package io.quotewire.architecture.broken.bridge;

/** Known by others; breaks no rule. */
public final class Neighbour {}
