package io.quotewire.architecture.broken.launcher;

/** Known by others; breaks no rule. */
public final class Neighbour {}
