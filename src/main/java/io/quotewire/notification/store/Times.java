package io.quotewire.notification.store;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as notifications have them: ISO 8601 in UTC, to the millisecond. Stateless. */
public final class Times {
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    /**
     * Writes one.
     *
     * @param time when
     * @return such as 2026-11-20T12:00:00.123Z
     */
    public static String text(Instant time) {
        return MILLISECONDS.format(time);
    }
}
