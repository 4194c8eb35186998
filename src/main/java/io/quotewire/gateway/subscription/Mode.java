package io.quotewire.gateway.subscription;

/** What happens to a subscriber who cannot keep up. */
public enum Mode {
    /** Newer values replace those that are not sent yet. */
    LATEST,
    /** Every tick in order, or the end. */
    ALL
}
