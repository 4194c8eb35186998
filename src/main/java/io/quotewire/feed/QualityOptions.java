package io.quotewire.feed;

import io.quotewire.feed.quality.QualityRules;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Values;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the configuration asks of one feed's prices. */
final class QualityOptions {
    private static final int LIVE_STALE_SECONDS = 60;
    private static final int SLOW_STALE_SECONDS = 120;
    private static final double LIVE_MAX_JUMP_PERCENT = 50;

    private static final Key<Integer> STALE_SECONDS = Key.of(
            "staleSeconds",
            Kind.integer(0, 86_400),
            null,
            "A symbol without a price for so many seconds is stale; 0 for never. By default 60 for live feeds, 120 for CoinCap,"
                    + " 0 for others.");
    private static final Key<Double> MAX_JUMP_PERCENT = Key.of(
            "maxJumpPercent",
            Kind.decimal(0, 1_000_000),
            null,
            "A price that differs by more from the one before, in per cent of the lower of the two, is held back until one of the"
                    + " next five confirms it; 0 for no such check. By default 50 for live feeds, 0 for others.");
    private static final Key<Boolean> COMPUTE_24H = Key.of(
            "compute24h",
            Kind.flag(),
            null,
            "Whether change and volume over 24 hours are computed where the feed does not give them. By default for coincap and"
                    + " bus only.");

    /** Its keys. */
    static final List<Key<?>> KEYS = List.of(STALE_SECONDS, MAX_JUMP_PERCENT, COMPUTE_24H);

    /** Their names. */
    static final Set<String> NAMES = KEYS.stream().map(Key::name).collect(Collectors.toUnmodifiableSet());

    private QualityOptions() {}

    static QualityRules of(SourceType type, Values values) {
        int staleSeconds = values.find(STALE_SECONDS).orElseGet(() -> staleSeconds(type));
        return new QualityRules(
                staleSeconds * 1_000L,
                values.find(MAX_JUMP_PERCENT).orElseGet(() -> type.isLive() ? LIVE_MAX_JUMP_PERCENT : 0),
                values.find(COMPUTE_24H).orElseGet(() -> type == SourceType.COINCAP || type == SourceType.BUS));
    }

    private static int staleSeconds(SourceType type) {
        if (!type.isLive()) {
            return 0;
        }
        return type == SourceType.COINCAP ? SLOW_STALE_SECONDS : LIVE_STALE_SECONDS;
    }
}
