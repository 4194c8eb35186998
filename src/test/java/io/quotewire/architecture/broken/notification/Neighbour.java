package io.quotewire.architecture.broken.notification;

/** Known by others; breaks no rule. */
public final class Neighbour {}
