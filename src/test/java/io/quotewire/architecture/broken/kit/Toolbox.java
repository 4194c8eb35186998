package io.quotewire.architecture.broken.kit;

/** Broken on purpose: a name within that says nothing. */
public final class Toolbox {
    static final class ToolUtils {}
}
