package io.quotewire.feed.source;

/** The form of a symbol: {@code BASE-QUOTE}, each 1 to 20 capitals and digits. */
public final class Symbols {
    private static final int MAX_PART = 20;

    private Symbols() {}

    /**
     * Whether a text has that form. Written out by hand: it is asked for every event of a new product.
     *
     * @param text any text
     * @return true if it has
     */
    public static boolean isSymbol(String text) {
        int dash = text.indexOf('-');
        return isPart(text, 0, dash) && isPart(text, dash + 1, text.length());
    }

    private static boolean isPart(String text, int from, int to) {
        if (to <= from || to - from > MAX_PART) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }
}
