package io.quotewire.feed.source.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where in a recording to begin: at a moment, or so long after its first message. Immutable.
 *
 * @param fromMicros epoch microseconds, or microseconds after the first message
 * @param relative whether it is counted from the first message
 */
public record Seek(long fromMicros, boolean relative) {
    /** From its first message. */
    public static final Seek START = new Seek(0, true);

    private static final long MICROS_PER_SECOND = 1_000_000;

    /**
     * Reads a text.
     *
     * @param text a time span such as {@code 90s}, {@code 5m}, {@code 1h30m}, or a moment such as {@code 2024-08-08T23:54:00Z}
     * @return empty if it is neither
     */
    public static Optional<Seek> of(String text) {
        try {
            if (text.matches("(\\d+h)?(\\d+m)?(\\d+(\\.\\d{1,6})?s)?") && !text.isEmpty()) {
                return Optional.of(new Seek(
                        Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT))
                                        .toNanos()
                                / 1_000,
                        true));
            }
            Instant moment = Instant.parse(text);
            long micros = Math.multiplyExact(moment.getEpochSecond(), MICROS_PER_SECOND) + moment.getNano() / 1_000;
            return Optional.of(new Seek(micros, false));
        } catch (DateTimeException | ArithmeticException neither) {
            return Optional.empty();
        }
    }

    /**
     * When the first message to be played was received.
     *
     * @param firstMicros when the recording's first was, epoch microseconds
     * @return epoch microseconds; those before are left out
     */
    long startMicros(long firstMicros) {
        return relative ? firstMicros + fromMicros : fromMicros;
    }
}
