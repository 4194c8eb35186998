package io.quotewire.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The types of source that a configuration may name, and the keys that mean something to each. */
public enum SourceType {
    /** Made-up prices. */
    SIMULATOR(true, "symbols", "rate", "seed"),
    /** A recording. */
    REPLAY(true, "url", "symbols", "speed", "loop"),
    /** Coinbase Exchange, live. */
    COINBASE(true, "url", "rest", "symbols", "silenceSeconds"),
    /** Kraken, live; not in this release. */
    KRAKEN(false, "url", "rest", "symbols", "silenceSeconds"),
    /** Binance, live; not in this release. */
    BINANCE(false, "url", "rest", "symbols", "silenceSeconds"),
    /** CoinCap, live; not in this release. */
    COINCAP(false, "url", "rest", "symbols", "silenceSeconds"),
    /** Ticks that other services send; not in this release. */
    BUS(false, "symbols");

    private final boolean available;
    /** Made by Set.of: does not change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> keys;

    SourceType(boolean available, String... keys) {
        this.available = available;
        this.keys = Set.of(keys);
    }

    /**
     * The name in the configuration.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isAvailable() {
        return available;
    }

    boolean takes(String key) {
        return keys.contains(key);
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(SourceType::text).toList();
    }

    static List<String> availableTexts() {
        return Arrays.stream(values())
                .filter(SourceType::isAvailable)
                .map(SourceType::text)
                .toList();
    }

    static SourceType of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
