package io.quotewire.architecture.broken.kit;

import java.util.concurrent.atomic.AtomicInteger;

/** Broken on purpose: static state behind a final field. */
public final class CountedAtomically {
    static final AtomicInteger COUNT = new AtomicInteger();

    private CountedAtomically() {}
}
