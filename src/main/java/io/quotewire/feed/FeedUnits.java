package io.quotewire.feed;

import io.quotewire.feed.quality.Arbitration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which feeds run together: those that can give the same symbol, for only in one place can one be preferred to the other. */
final class FeedUnits {
    private FeedUnits() {}

    /**
     * Divides the feeds.
     *
     * @param sources all of them
     * @param arbitrations how several feeds make one symbol
     * @return by name, in the order of the configuration within each; the same for every node with the same feeds
     */
    static Map<String, List<SourceOptions>> of(List<SourceOptions> sources, Map<String, Arbitration> arbitrations) {
        Map<String, String> aliases = new HashMap<>();
        arbitrations.forEach((symbol, one) -> one.aliases().forEach(alias -> aliases.put(alias, symbol)));
        List<List<SourceOptions>> units = new ArrayList<>();
        for (SourceOptions source : sources) {
            List<SourceOptions> joined = new ArrayList<>();
            units.removeIf(unit -> sharesASymbol(unit, source, aliases) && joined.addAll(unit));
            joined.add(source);
            joined.sort(Comparator.comparing(sources::indexOf));
            units.add(joined);
        }
        Map<String, List<SourceOptions>> named = new TreeMap<>();
        units.forEach(unit -> named.put(name(unit), unit));
        return named;
    }

    private static boolean sharesASymbol(List<SourceOptions> unit, SourceOptions source, Map<String, String> aliases) {
        Set<String> symbols = symbols(source, aliases);
        return unit.stream().anyMatch(other -> !Collections.disjoint(symbols, symbols(other, aliases)));
    }

    private static Set<String> symbols(SourceOptions source, Map<String, String> aliases) {
        return source.symbols().stream()
                .map(symbol -> aliases.getOrDefault(symbol, symbol))
                .collect(Collectors.toSet());
    }

    private static String name(List<SourceOptions> unit) {
        return unit.stream().map(SourceOptions::name).sorted().collect(Collectors.joining("+"));
    }
}
