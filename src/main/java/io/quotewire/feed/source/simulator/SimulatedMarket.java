package io.quotewire.feed.source.simulator;

import io.quotewire.feed.source.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A market of made-up prices: the n-th event depends on the symbols and the seed only. Each symbol opens with one event,
 * in order; from then on the symbol is drawn. Not thread-safe.
 */
public final class SimulatedMarket {
    private static final int MIN_FIRST = 1_000;
    private static final int MAX_FIRST = 100_000;

    /** First prices in cents, sensible and made up. */
    private static final List<Map.Entry<String, Long>> WELL_KNOWN = List.of(
            Map.entry("BTC-USD", 6_500_000L),
            Map.entry("ETH-USD", 320_000L),
            Map.entry("SOL-USD", 14_500L),
            Map.entry("BNB-USD", 58_000L),
            Map.entry("LTC-USD", 8_250L),
            Map.entry("LINK-USD", 1_475L),
            Map.entry("AVAX-USD", 2_860L),
            Map.entry("DOT-USD", 1_240L),
            Map.entry("ATOM-USD", 1_130L),
            Map.entry("UNI-USD", 1_085L),
            Map.entry("AAVE-USD", 9_600L),
            Map.entry("BCH-USD", 41_000L));

    private final List<SimulatedSymbol> symbols = new ArrayList<>();
    private final SeededRandom random;
    private long made;

    /**
     * A market before its first event.
     *
     * @param names the symbols, at least one
     * @param seed whatever; the same gives the same
     */
    public SimulatedMarket(List<String> names, long seed) {
        this.random = new SeededRandom(seed);
        Map<String, Long> known = WELL_KNOWN.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        for (String name : names) {
            long drawn = MIN_FIRST + random.below(MAX_FIRST);
            symbols.add(new SimulatedSymbol(name, known.getOrDefault(name, drawn), 2));
        }
    }

    /**
     * So many symbols: well-known ones, then {@code S001-USD} and so on.
     *
     * @param count how many
     * @return their names
     */
    public static List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean known = i < WELL_KNOWN.size();
            names.add(
                    known
                            ? WELL_KNOWN.get(i).getKey()
                            : String.format(Locale.ROOT, "S%03d-USD", i - WELL_KNOWN.size() + 1));
        }
        return names;
    }

    /**
     * How many symbols there are.
     *
     * @return a count
     */
    public int size() {
        return symbols.size();
    }

    /**
     * Makes the next event.
     *
     * @param event is filled in
     */
    public void next(MarketEvent event) {
        int chosen = made < symbols.size() ? (int) made : (int) random.below(symbols.size());
        made++;
        symbols.get(chosen).next(random, made, event);
    }

    /**
     * How many events were made.
     *
     * @return a count
     */
    public long made() {
        return made;
    }
}
