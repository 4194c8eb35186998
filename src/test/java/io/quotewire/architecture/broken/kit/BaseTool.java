package io.quotewire.architecture.broken.kit;

/** Broken on purpose: a name that says nothing. */
public final class BaseTool {}
