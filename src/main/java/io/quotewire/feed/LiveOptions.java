package io.quotewire.feed;

import io.quotewire.kit.config.Values;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only a feed of an exchange has. Immutable.
 *
 * @param silenceSeconds how long the exchange may be silent; 0 for as long as is usual with it
 * @param products the exchange's names by symbol, where they are not the usual ones
 * @param apiKey the key that the exchange gave, if any; never printed
 */
public record LiveOptions(
        int silenceSeconds,
        Map<String, String> products,
        @Nullable String apiKey) {
    /** Copies the map. */
    public LiveOptions {
        products = Map.copyOf(products);
    }

    static LiveOptions of(Values values) {
        return new LiveOptions(
                values.find(FeedSection.SILENCE_SECONDS).orElse(0),
                values.find(FeedSection.SYMBOL_MAP).orElse(Map.of()),
                values.find(FeedSection.API_KEY).orElse(null));
    }

    @Override
    public String toString() {
        return "LiveOptions[silenceSeconds=" + silenceSeconds + ", products=" + products + "]";
    }
}
