package io.quotewire.architecture.broken.bus;

/** The addresses of the examples. */
public enum Address {
    TICKS
}
