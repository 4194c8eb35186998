package io.quotewire.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that somebody meant: the least Levenshtein distance. */
public final class Nearest {
    private Nearest() {}

    /**
     * A hint to end an error text with.
     *
     * @param word what was written
     * @param known what is allowed
     * @return "did you mean …?" if one is near, else the whole list
     */
    public static String among(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
                .map(candidate -> "did you mean " + candidate + "?")
                .orElseGet(() -> known.isEmpty() ? "none is allowed here" : "known: " + String.join(", ", known));
    }

    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
