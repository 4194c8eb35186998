package io.quotewire.architecture.broken.bus;

/** Broken on purpose: a constant is inlined, its uses cannot be found. */
public final class Constants {
    public static final String TICKS = "feed.ticks";

    private Constants() {}
}
