package io.quotewire.feed.quality;

import io.quotewire.feed.source.MarketEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds back prices of one feed and symbol that are absurdly far from the one before.
 *
 * <p>The rule: a price that differs from the last one taken by more than the limit, in per cent of the lower of the two, is held
 * back and remembered. If one of the next {@value #CONFIRM_WITHIN} prices, of another trade, lies within a tenth of the limit of
 * it, the market has jumped: that price is taken, and is what later ones are compared with. If not, it was a slip, and is
 * forgotten. The first price is always taken. Confined to the event loop of its verticle.
 */
final class JumpGuard {
    /** Of so many prices one has to confirm it. */
    static final int CONFIRM_WITHIN = 5;

    private static final double LEVEL_SHARE = 0.1;
    private static final double PERCENT = 100;

    private double last = Double.NaN;
    private double held = Double.NaN;
    private long heldSequence;
    private @Nullable String heldTime;
    private int remaining;

    /** The first price is compared with one that was known before. */
    void begin(String price) {
        last = Double.parseDouble(price);
    }

    /** Whether the price of a trade may be shown. */
    boolean passes(MarketEvent trade, double maxJumpPercent) {
        double price = Double.parseDouble(Objects.requireNonNull(trade.price));
        if (Double.isNaN(last) || percent(price, last) <= maxJumpPercent) {
            last = price;
            passBy();
            return true;
        }
        if (!Double.isNaN(held) && !isSameTrade(trade) && percent(price, held) <= maxJumpPercent * LEVEL_SHARE) {
            last = price;
            held = Double.NaN;
            return true;
        }
        if (Double.isNaN(held) || !isSameTrade(trade)) {
            held = price;
            heldSequence = trade.sequence;
            heldTime = trade.time;
            remaining = CONFIRM_WITHIN;
        }
        return false;
    }

    private void passBy() {
        if (!Double.isNaN(held) && --remaining <= 0) {
            held = Double.NaN;
        }
    }

    /** Exchanges tell of one trade in several messages: they do not confirm each other. */
    private boolean isSameTrade(MarketEvent trade) {
        boolean sameNumber = trade.sequence != MarketEvent.UNNUMBERED && trade.sequence == heldSequence;
        boolean sameTime = trade.time != null && Objects.equals(trade.time, heldTime);
        return sameNumber || sameTime;
    }

    private static double percent(double one, double other) {
        return (Math.max(one, other) / Math.min(one, other) - 1) * PERCENT;
    }
}
