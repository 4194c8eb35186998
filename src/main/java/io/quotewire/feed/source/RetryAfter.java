package io.quotewire.feed.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After}: seconds, or a date. Format: RFC 9110, 10.2.3. */
public final class RetryAfter {
    /** Exchanges ban for three days at most. */
    private static final long MAX_SECONDS = 7L * 24 * 3_600;

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param header its value, if it was there
     * @param now the wall clock
     * @return milliseconds, a week at most; nothing if it says nothing that makes sense
     */
    public static OptionalLong ms(@Nullable String header, Instant now) {
        if (header == null) {
            return OptionalLong.empty();
        }
        String text = header.strip();
        if (text.matches("[0-9]{1,18}")) {
            return OptionalLong.of(Math.min(MAX_SECONDS, Long.parseLong(text)) * 1_000);
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            long waitMs = Duration.between(now, until).toMillis();
            return OptionalLong.of(Math.max(0, Math.min(MAX_SECONDS * 1_000, waitMs)));
        } catch (DateTimeException noDate) {
            return OptionalLong.empty();
        }
    }
}
