package io.quotewire.feed;

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
 */
public record FeedOptions(List<SourceOptions> sources) {
    private static final String PATH = "feed";

    /** Copies the list. */
    public FeedOptions {
        sources = List.copyOf(sources);
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
        return new FeedOptions(found.isEmpty() ? sources(values) : List.of());
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
            checkOwners(sources(values), found);
        }
        found.list().forEach(problem -> problems.add(problem.path(), problem.text()));
    }

    private static void checkOwners(List<SourceOptions> sources, Problems problems) {
        Map<String, String> owners = new HashMap<>();
        for (SourceOptions source : sources) {
            for (String symbol : source.symbols()) {
                String other = owners.putIfAbsent(symbol, source.name());
                if (other != null) {
                    problems.add(
                            SourceCheck.path(source.name(), "symbols"),
                            "found " + symbol + (other.equals(source.name()) ? " twice" : ", which " + other + " has")
                                    + "; allowed: each symbol once over all feeds");
                }
            }
        }
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
