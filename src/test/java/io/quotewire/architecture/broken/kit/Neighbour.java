package io.quotewire.architecture.broken.kit;

/** Known by others; breaks no rule. */
public final class Neighbour {}
