package io.quotewire.architecture.broken.kit;

/** Breaks no rule: the word is another. */
public final class InnocentDatabase {}
