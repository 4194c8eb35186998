package io.quotewire.launcher.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to read. Immutable.
 *
 * @param channels names, each once
 * @param device under which notifications are acknowledged; null for none
 * @param count ends after so many messages; 0 = never
 * @param forMs ends after this time, milliseconds; 0 = never
 */
public record Wish(List<String> channels, @Nullable String device, long count, long forMs) {
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]+-[A-Z0-9]+");

    /** Copies the channels, each once; a bare symbol stands for its prices. */
    public Wish {
        channels = List.copyOf(new ArrayList<>(
                new LinkedHashSet<>(channels.stream().map(Wish::channel).toList())));
    }

    private static String channel(String word) {
        return SYMBOL.matcher(word).matches() ? "prices:" + word : word;
    }
}
