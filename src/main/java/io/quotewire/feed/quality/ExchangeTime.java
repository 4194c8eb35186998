package io.quotewire.feed.quality;

import org.jspecify.annotations.Nullable;

/**
 * Reads the times that exchanges write: RFC 3339 with up to nine decimals, or seconds, milliseconds, microseconds or nanoseconds
 * since 1970. Written out by hand: it is asked often.
 */
final class ExchangeTime {
    /** What is no time. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final int MICRO_DIGITS = 6;
    private static final int MAX_DIGITS = 18;
    private static final int DATE_LENGTH = 19;
    private static final long MICROS = 1_000_000;
    private static final long FIRST_MILLI = 100_000_000_000L;
    private static final long FIRST_MICRO = 100_000_000_000_000L;
    private static final long FIRST_NANO = 100_000_000_000_000_000L;

    private ExchangeTime() {}

    /** Epoch microseconds; {@link #UNKNOWN} if the text is no time. */
    static long micros(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return UNKNOWN;
        }
        return text.length() > DATE_LENGTH && text.charAt(4) == '-' ? date(text) : number(text);
    }

    private static long number(String text) {
        int point = text.indexOf('.');
        long whole = digits(text, 0, point < 0 ? text.length() : point);
        if (whole < 0) {
            return UNKNOWN;
        }
        if (point >= 0) {
            long fraction = fraction(text, point + 1, text.length());
            return fraction < 0 || whole >= FIRST_MILLI ? UNKNOWN : whole * MICROS + fraction;
        }
        if (whole < FIRST_MILLI) {
            return whole * MICROS;
        }
        if (whole < FIRST_MICRO) {
            return whole * 1_000;
        }
        return whole < FIRST_NANO ? whole : whole / 1_000;
    }

    /** Such as 2026-08-09T21:05:48.229198328Z: other offsets are not used by exchanges. */
    private static long date(String text) {
        int end = text.length() - 1;
        long year = digits(text, 0, 4);
        long month = digits(text, 5, 7);
        long day = digits(text, 8, 10);
        long seconds = digits(text, 11, 13) * 3_600 + digits(text, 14, 16) * 60 + digits(text, 17, DATE_LENGTH);
        long fraction = text.charAt(DATE_LENGTH) == '.' ? fraction(text, DATE_LENGTH + 1, end) : 0;
        boolean formed = text.charAt(end) == 'Z'
                && (text.charAt(DATE_LENGTH) == '.' || end == DATE_LENGTH)
                && year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && seconds >= 0
                && fraction >= 0;
        return formed ? (days(year, month, day) * 86_400 + seconds) * MICROS + fraction : UNKNOWN;
    }

    /** Days since 1970-01-01 of a date in the Gregorian calendar: years begin in March, so that leap days come last. */
    private static long days(long year, long month, long day) {
        long y = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /** Six decimals at most count; negative if there is anything but digits. */
    private static long fraction(String text, int from, int to) {
        long micros = digits(text, from, Math.min(to, from + MICRO_DIGITS));
        if (micros < 0 || digits(text, from, to) < 0) {
            return -1;
        }
        for (int i = to - from; i < MICRO_DIGITS; i++) {
            micros *= 10;
        }
        return micros;
    }

    /** So negative that no sum makes it positive, if there is anything but digits. */
    private static long digits(String text, int from, int to) {
        if (to <= from || to > text.length() || to - from > MAX_DIGITS) {
            return -FIRST_MILLI;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -FIRST_MILLI;
            }
            value = value * 10 + c - '0';
        }
        return value;
    }
}
