package io.quotewire.feed.quality;

import java.util.List;

/**
 * How several feeds make one symbol. Immutable.
 *
 * @param rule how
 * @param feeds which feeds, the preferred first; empty for all, in the order in which they came
 * @param aliases symbols that count as this one
 * @param returnMs so long a feed that was given up has to be fresh before it is preferred again, milliseconds
 */
public record Arbitration(ArbitrationRule rule, List<String> feeds, List<String> aliases, long returnMs) {
    /** Copies the lists. */
    public Arbitration {
        feeds = List.copyOf(feeds);
        aliases = List.copyOf(aliases);
    }

    boolean takes(String feed) {
        return feeds.isEmpty() || feeds.contains(feed);
    }

    /** The place of a feed in the order of preference. */
    int rank(String feed) {
        int at = feeds.indexOf(feed);
        return at < 0 ? feeds.size() : at;
    }
}
