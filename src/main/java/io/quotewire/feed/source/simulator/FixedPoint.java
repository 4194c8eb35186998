package io.quotewire.feed.source.simulator;

/** Decimals as whole numbers of their last place. */
final class FixedPoint {
    private static final int MAX_LENGTH = 32;

    private FixedPoint() {}

    /** The plain decimal of so many units of the last of some decimals. */
    static String text(long units, int decimals) {
        char[] text = new char[MAX_LENGTH];
        int at = MAX_LENGTH;
        long rest = Math.abs(units);
        int written = 0;
        while (rest > 0 || written <= decimals) {
            if (written == decimals && decimals > 0) {
                text[--at] = '.';
            }
            text[--at] = (char) ('0' + rest % 10);
            rest /= 10;
            written++;
        }
        if (units < 0) {
            text[--at] = '-';
        }
        return new String(text, at, MAX_LENGTH - at);
    }

    /** The quotient, rounded half to even; the divisor is above zero. */
    static long divide(long dividend, long divisor) {
        long quotient = Math.floorDiv(dividend, divisor);
        long twice = Math.floorMod(dividend, divisor) * 2;
        boolean up = twice > divisor || (twice == divisor && (quotient & 1) == 1);
        return up ? quotient + 1 : quotient;
    }
}
