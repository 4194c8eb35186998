package io.quotewire.architecture.broken.feed;

/** Broken on purpose: an address of its own. */
public final class KeepsAnAddress {
    private static final String TICKS_ADDRESS = "feed.ticks";

    @Override
    public String toString() {
        return TICKS_ADDRESS;
    }
}
