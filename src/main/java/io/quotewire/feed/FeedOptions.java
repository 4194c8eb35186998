package io.quotewire.feed;

import io.quotewire.feed.quality.Arbitration;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Values;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code feed}. Immutable.
 *
 * @param sources the feeds, in their order
 * @param arbitrations how several feeds make one symbol, by symbol
 */
public record FeedOptions(List<SourceOptions> sources, Map<String, Arbitration> arbitrations) {
    private static final String PATH = "feed";

    /** Copies. */
    public FeedOptions {
        sources = List.copyOf(sources);
        arbitrations = Map.copyOf(arbitrations);
    }

    /**
     * Reads the section.
     *
     * @param section the section; null is no feed
     * @param problems takes everything that is wrong
     * @return the options; without feeds if anything is wrong
     */
    public static FeedOptions from(@Nullable JsonObject section, Problems problems) {
        JsonObject json = section == null ? new JsonObject() : section;
        Problems found = new Problems();
        Values values = new FeedSection().section().read(json, PATH, found);
        if (found.isEmpty()) {
            check(json, found);
        }
        found.list().forEach(problem -> problems.add(problem.path(), problem.text()));
        return found.isEmpty()
                ? new FeedOptions(sources(values), arbitrations(values))
                : new FeedOptions(List.of(), Map.of());
    }

    /** Checks what one key alone cannot show; every value has its kind. */
    static void check(JsonObject json, Problems problems) {
        Problems found = new Problems();
        Values values = new FeedSection().section().read(json, PATH, found);
        JsonObject given = json.getJsonObject(FeedSection.SOURCES, new JsonObject());
        for (String name : values.section(FeedSection.SOURCES).names()) {
            SourceCheck.check(name, given.getJsonObject(name, new JsonObject()), found);
        }
        if (found.isEmpty()) {
            List<SourceOptions> sources = sources(values);
            Map<String, Arbitration> arbitrations = arbitrations(values);
            ArbitrationOptions.check(arbitrations, sources, found);
            checkOwners(sources, arbitrations, found);
            checkBus(sources, found);
        }
        found.list().forEach(problem -> problems.add(problem.path(), problem.text()));
    }

    /** All that services send comes on one address. */
    private static void checkBus(List<SourceOptions> sources, Problems problems) {
        sources.stream()
                .filter(source -> source.type() == SourceType.BUS)
                .skip(1)
                .forEach(source -> problems.add(
                        SourceCheck.path(source.name(), "type"),
                        "found a second feed of type bus; allowed: one, with the symbols of all services"));
    }

    private static void checkOwners(
            List<SourceOptions> sources, Map<String, Arbitration> arbitrations, Problems problems) {
        Map<String, String> owners = new HashMap<>();
        for (SourceOptions source : sources) {
            for (String symbol : source.symbols()) {
                String other = owners.putIfAbsent(symbol, source.name());
                boolean several = arbitrations.containsKey(symbol) || arbitrations.containsKey(Quotes.EVERY);
                if (other != null && (other.equals(source.name()) || !several)) {
                    problems.add(
                            SourceCheck.path(source.name(), "symbols"),
                            "found " + symbol + (other.equals(source.name()) ? " twice" : ", which " + other + " has")
                                    + "; allowed: each symbol once over all feeds, or an arbitration for it");
                }
            }
        }
    }

    private static Map<String, Arbitration> arbitrations(Values values) {
        return ArbitrationOptions.of(values.section(ArbitrationOptions.NAME));
    }

    private static List<SourceOptions> sources(Values values) {
        Values named = values.section(FeedSection.SOURCES);
        List<SourceOptions> sources = new ArrayList<>();
        for (String name : named.names()) {
            sources.add(SourceOptions.of(name, named.section(name)));
        }
        return sources;
    }
}
