package io.quotewire.feed.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimals as text: which are accepted, and the two figures computed from them. */
public final class Decimals {
    private static final int MAX_DIGITS = 40;
    private static final int PERCENT_DECIMALS = 4;
    private static final int MAX_TIME_LENGTH = 40;

    private Decimals() {}

    /**
     * Whether a text is a price: a plain decimal above zero of at most 40 digits.
     *
     * @param text any text
     * @return true if it is
     */
    public static boolean isPrice(@Nullable String text) {
        if (text == null || !isPlain(text, 0)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '1' && c <= '9') {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a text is an amount: a plain decimal, zero or above, of at most 40 digits.
     *
     * @param text any text
     * @return true if it is
     */
    public static boolean isAmount(@Nullable String text) {
        return text != null && isPlain(text, 0);
    }

    /**
     * Whether a text is a plain decimal with or without a minus.
     *
     * @param text any text
     * @return true if it is
     */
    public static boolean isSigned(@Nullable String text) {
        return text != null && isPlain(text, text.startsWith("-") ? 1 : 0);
    }

    /**
     * Whether a text may stand as the exchange's time: short and printable.
     *
     * @param text any text
     * @return true if it may
     */
    public static boolean isTime(@Nullable String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= MAX_TIME_LENGTH
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /**
     * The change from one price to another.
     *
     * @param price the price now
     * @param open the price before
     * @return a plain decimal
     */
    static String change(BigDecimal price, BigDecimal open) {
        return price.subtract(open).toPlainString();
    }

    /**
     * The change in per cent.
     *
     * @param price the price now
     * @param open the price before, above zero
     * @return a plain decimal with 4 decimals, halves rounded to even
     */
    static String changePercent(BigDecimal price, BigDecimal open) {
        return price.subtract(open)
                .movePointRight(2)
                .divide(open, PERCENT_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static boolean isPlain(String text, int from) {
        int digits = 0;
        int point = -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && point < 0 && digits > 0) {
                point = i;
            } else {
                return false;
            }
        }
        return digits > 0 && digits <= MAX_DIGITS && point != text.length() - 1;
    }
}
