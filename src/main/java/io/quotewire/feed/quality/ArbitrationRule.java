package io.quotewire.feed.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How one value is made of several feeds. */
public enum ArbitrationRule {
    /** The first feed of a list that delivers. */
    PRIMARY,
    /** Whichever feed has the newest trade. */
    FASTEST,
    /** The feed whose price is in the middle. */
    MEDIAN;

    /**
     * The name in the configuration.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * All names.
     *
     * @return as in the configuration
     */
    public static List<String> texts() {
        return Arrays.stream(values()).map(ArbitrationRule::text).toList();
    }

    /**
     * The rule of a name.
     *
     * @param text as in the configuration
     * @return the rule
     */
    public static ArbitrationRule of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
