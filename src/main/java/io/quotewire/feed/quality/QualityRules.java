package io.quotewire.feed.quality;

/**
 * What is asked of one feed's prices. Immutable.
 *
 * @param staleMs a symbol without a word for so long is stale, milliseconds; 0 for never
 * @param maxJumpPercent a price that differs from the one before by more, in per cent of the lower of the two, has to be
 *     confirmed; 0 for no such check
 * @param computesDay whether figures over 24 hours that the feed does not give are computed
 */
public record QualityRules(long staleMs, double maxJumpPercent, boolean computesDay) {
    /** No rules. */
    public static final QualityRules NONE = new QualityRules(0, 0, false);
}
