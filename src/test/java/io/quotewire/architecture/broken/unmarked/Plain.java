package io.quotewire.architecture.broken.unmarked;

/** Broken on purpose: its package has no package-info. */
public final class Plain {}
