package io.quotewire.architecture.broken.kit;

/** Broken on purpose: static state. */
public final class CountedForAll {
    static int count;

    private CountedForAll() {}
}
