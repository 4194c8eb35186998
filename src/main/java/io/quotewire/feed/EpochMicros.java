package io.quotewire.feed;

import java.time.Instant;

/** The wall clock in microseconds. */
final class EpochMicros {
    private static final long PER_SECOND = 1_000_000;
    private static final int NANOS = 1_000;

    private EpochMicros() {}

    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * PER_SECOND + now.getNano() / NANOS;
    }
}
