package io.quotewire.feed;

import io.quotewire.feed.quality.Arbitration;
import io.quotewire.feed.quality.ArbitrationRule;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.Symbols;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.quotewire.kit.config.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part {@code feed.arbitration}: how several feeds make one symbol. */
final class ArbitrationOptions {
    static final String NAME = "arbitration";

    private static final String PATH = "feed." + NAME + ".";

    private static final Key<String> RULE = Key.of(
            "rule",
            Kind.choice(ArbitrationRule.texts()),
            ArbitrationRule.PRIMARY.text(),
            "primary: the first feed of the list that delivers; fastest: the one with the newest trade; median: the one whose price"
                    + " is in the middle.");
    private static final Key<List<String>> FEEDS = Key.of(
            "feeds",
            Kind.texts("a list of names of feeds", name -> !name.isBlank()),
            List.of(),
            "Which feeds may give the symbol, the preferred first; all if empty, in the order in which they come.");
    private static final Key<List<String>> ALIASES = Key.of(
            "aliases",
            Kind.texts("a list of symbols such as \"BTC-USDT\"", Symbols::isSymbol),
            List.of(),
            "Symbols that count as this one, and are none themselves any more.");
    private static final Key<Integer> RETURN_SECONDS = Key.of(
            "returnSeconds",
            Kind.integer(0, 3_600),
            10,
            "How long a feed that was given up has to deliver again before it is preferred again; primary only.");

    private ArbitrationOptions() {}

    static Section section() {
        return Section.named(
                NAME,
                "How several feeds make one symbol: by symbol, or under * for all that are not named. A symbol without one has one"
                        + " feed.",
                Section.of("SYMBOL", "One symbol.", RULE, FEEDS, ALIASES, RETURN_SECONDS));
    }

    static Map<String, Arbitration> of(Values values) {
        Map<String, Arbitration> all = new LinkedHashMap<>();
        for (String symbol : values.names()) {
            Values one = values.section(symbol);
            all.put(
                    symbol,
                    new Arbitration(
                            ArbitrationRule.of(one.get(RULE)),
                            one.get(FEEDS),
                            one.get(ALIASES),
                            one.get(RETURN_SECONDS) * 1_000L));
        }
        return all;
    }

    /** Checks what one key alone cannot show. */
    static void check(Map<String, Arbitration> all, List<SourceOptions> sources, Problems problems) {
        List<String> names = sources.stream().map(SourceOptions::name).toList();
        Map<String, String> owners = new HashMap<>();
        all.forEach((symbol, one) -> {
            if (!symbol.equals(Quotes.EVERY) && !Symbols.isSymbol(symbol)) {
                problems.add(
                        PATH + symbol,
                        "found the name \"" + symbol + "\"; allowed: a symbol such as \"BTC-USD\", or *");
            }
            for (String feed : one.feeds()) {
                if (!names.contains(feed)) {
                    problems.add(PATH + symbol + ".feeds", "found " + feed + ", which is no feed; there are: " + names);
                }
            }
            for (String alias : one.aliases()) {
                String owner = owners.putIfAbsent(alias, symbol);
                if (symbol.equals(Quotes.EVERY) || owner != null || all.containsKey(alias)) {
                    problems.add(
                            PATH + symbol + ".aliases",
                            "found " + alias
                                    + "; allowed: each alias of one symbol only, which is named, and none that has an"
                                    + " arbitration itself");
                }
            }
        });
    }
}
