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
    REPLAY(true, "url", "symbols", "speed", "loop", "from"),
    /** Coinbase Exchange, live. */
    COINBASE(true, "url", "symbols", "demand", "lingerSeconds", "symbolMap", "silenceSeconds"),
    /** Kraken, live. */
    KRAKEN(true, "url", "symbols", "demand", "lingerSeconds", "symbolMap", "silenceSeconds"),
    /** Binance spot, live. */
    BINANCE(true, "url", "symbols", "demand", "lingerSeconds", "symbolMap", "silenceSeconds"),
    /** CoinCap, live. */
    COINCAP(true, "url", "symbols", "demand", "lingerSeconds", "symbolMap", "apiKey", "silenceSeconds"),
    /** Ticks that other services send. */
    BUS(true, "symbols");

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
        return keys.contains(key)
                || QualityOptions.NAMES.contains(key)
                || (isLive() && PollingOptions.NAMES.contains(key));
    }

    /** Whether it is an exchange's stream. */
    boolean isLive() {
        return keys.contains("silenceSeconds");
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
