package io.quotewire.architecture.broken.feed;

/** Known by others; breaks no rule. */
public final class Neighbour {}
