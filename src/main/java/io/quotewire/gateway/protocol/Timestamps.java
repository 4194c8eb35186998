package io.quotewire.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes ISO 8601 in UTC with milliseconds; what goes before the milliseconds is made once a second. Confined to one event
 * loop.
 */
final class Timestamps {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int FROM_END = 4;
    private long lastSecond = Long.MIN_VALUE;
    private byte[] last = {};

    /**
     * A time as text.
     *
     * @param epochMs epoch milliseconds
     * @return such as 2026-11-20T12:00:00.123Z; good until the next call
     */
    byte[] ascii(long epochMs) {
        long second = Math.floorDiv(epochMs, 1000L);
        if (second != lastSecond) {
            lastSecond = second;
            last = FORMAT.format(Instant.ofEpochMilli(epochMs)).getBytes(StandardCharsets.US_ASCII);
        }
        int milliseconds = Math.floorMod(epochMs, 1000);
        int at = last.length - FROM_END;
        last[at] = (byte) ('0' + milliseconds / 100);
        last[at + 1] = (byte) ('0' + milliseconds / 10 % 10);
        last[at + 2] = (byte) ('0' + milliseconds % 10);
        return last;
    }
}
