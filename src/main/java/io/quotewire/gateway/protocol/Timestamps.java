package io.quotewire.gateway.protocol;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes ISO 8601 in UTC with milliseconds; keeps the last one. Confined to one event loop. */
public final class Timestamps {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private long lastMs = Long.MIN_VALUE;
    private String last = "";

    /**
     * A time as text.
     *
     * @param epochMs epoch milliseconds
     * @return such as 2026-11-20T12:00:00.123Z
     */
    public String text(long epochMs) {
        if (epochMs != lastMs) {
            lastMs = epochMs;
            last = FORMAT.format(Instant.ofEpochMilli(epochMs));
        }
        return last;
    }
}
