package io.quotewire.gateway.protocol;

import java.math.BigDecimal;

/** Compares numbers as exchanges write them, without making any: prices are compared at the rate of ticks. Stateless. */
final class DecimalOrder {
    private DecimalOrder() {}

    /**
     * Which is greater.
     *
     * @param a a decimal
     * @param b a decimal
     * @return negative, 0 or positive
     * @throws NumberFormatException if one is no decimal
     */
    static int compare(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        return isPlain(a) && isPlain(b) ? comparePlain(a, b) : new BigDecimal(a).compareTo(new BigDecimal(b));
    }

    /** Digits, a point among them at most; no sign, no exponent. */
    private static boolean isPlain(String text) {
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return text.length() > (point ? 1 : 0);
    }

    private static int comparePlain(String a, String b) {
        int pointA = point(a);
        int pointB = point(b);
        int fromA = skipZeros(a, pointA);
        int fromB = skipZeros(b, pointB);
        if (pointA - fromA != pointB - fromB) {
            return (pointA - fromA) - (pointB - fromB);
        }
        int length = Math.max(a.length() - fromA, b.length() - fromB);
        for (int i = 0; i < length; i++) {
            int difference = at(a, fromA + i) - at(b, fromB + i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int point(String text) {
        int point = text.indexOf('.');
        return point < 0 ? text.length() : point;
    }

    private static int skipZeros(String text, int end) {
        int from = 0;
        while (from < end && text.charAt(from) == '0') {
            from++;
        }
        return from;
    }

    /** What is not written is zero; both have the point at the same place, or none where the other has. */
    private static char at(String text, int index) {
        char c = index < text.length() ? text.charAt(index) : '0';
        return c == '.' ? '0' : c;
    }
}
