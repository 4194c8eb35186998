package io.quotewire.feed.source.simulator;

import io.quotewire.feed.source.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A market of made-up prices: the n-th event depends on the symbols and the seed only. Each symbol opens with one event,
 * in order; from then on the symbol is drawn. Not thread-safe.
 */
public final class SimulatedMarket {
    private static final int MIN_FIRST = 1_000;
    private static final int MAX_FIRST = 100_000;

    private record First(String base, long units, int decimals) {}

    /** First prices against the dollar, sensible and made up, in units of the last decimal. */
    private static final List<First> WELL_KNOWN = List.of(
            new First("BTC", 6_500_000, 2),
            new First("ETH", 320_000, 2),
            new First("SOL", 14_500, 2),
            new First("BNB", 58_000, 2),
            new First("XRP", 52_340, 5),
            new First("ADA", 45_120, 5),
            new First("DOGE", 123_450, 6),
            new First("LTC", 8_250, 2),
            new First("LINK", 147_500, 4),
            new First("AVAX", 286_000, 4),
            new First("DOT", 62_400, 4),
            new First("BCH", 41_000, 2));

    /** What a dollar is, in thousandths of another money. */
    private static final Map<String, Long> PER_DOLLAR =
            Map.of("USD", 1_000L, "USDT", 1_000L, "USDC", 1_000L, "EUR", 920L, "GBP", 780L);

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
        for (String name : names) {
            First first = first(name, MIN_FIRST + random.below(MAX_FIRST));
            symbols.add(new SimulatedSymbol(name, first.units(), first.decimals()));
        }
    }

    private static First first(String symbol, long otherwise) {
        int dash = symbol.indexOf('-');
        Long perDollar = PER_DOLLAR.get(symbol.substring(dash + 1));
        for (First first : WELL_KNOWN) {
            if (perDollar != null && first.base().equals(symbol.substring(0, dash))) {
                return new First(first.base(), first.units() * perDollar / 1_000, first.decimals());
            }
        }
        return new First(symbol, otherwise, 2);
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
                            ? WELL_KNOWN.get(i).base() + "-USD"
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
