package io.quotewire.feed;

import io.quotewire.kit.config.Values;

/**
 * Whether a feed follows demand. Immutable.
 *
 * @param follows whether it does
 * @param lingerSeconds how long a symbol is kept that nobody wants any more
 */
public record DemandOptions(boolean follows, int lingerSeconds) {
    static DemandOptions of(Values values) {
        return new DemandOptions(values.get(FeedSection.DEMAND), values.get(FeedSection.LINGER_SECONDS));
    }
}
