package io.quotewire.feed.quality;

import io.quotewire.bus.FeedState;
import java.util.HashSet;
import java.util.Set;

/** Whose events they are: one feed, its rules and how it stands. Confined to the event loop of its verticle. */
public final class Origin {
    /** What the source of a tick that was polled ends in. */
    public static final String POLLED = ":rest";

    private final String feed;
    private final String source;
    private final String polledSource;
    private final QualityRules rules;
    private final Set<String> halted = new HashSet<>();
    private final ClockSkew skew = new ClockSkew();
    private FeedState state = FeedState.DISCONNECTED;
    private boolean allHalted;

    /**
     * A feed without rules that has not started.
     *
     * @param feed the feed's name in the configuration
     * @param source what its ticks carry as {@code source}
     */
    public Origin(String feed, String source) {
        this(feed, source, QualityRules.NONE);
    }

    /**
     * A feed that has not started.
     *
     * @param feed the feed's name in the configuration
     * @param source what its ticks carry as {@code source}
     * @param rules what is asked of its prices
     */
    public Origin(String feed, String source, QualityRules rules) {
        this.feed = feed;
        this.source = source;
        this.polledSource = source + POLLED;
        this.rules = rules;
    }

    /**
     * The feed's name.
     *
     * @return as in the configuration
     */
    public String feed() {
        return feed;
    }

    /**
     * How its clock and the exchange's differ.
     *
     * @return the feed's own
     */
    public ClockSkew skew() {
        return skew;
    }

    /**
     * The feed's state has changed.
     *
     * @param now where it stands
     */
    public void state(FeedState now) {
        state = now;
        if (now != FeedState.CONNECTED && now != FeedState.POLLING) {
            // What was said of trading is not known any more.
            allHalted = false;
            halted.clear();
        }
    }

    /**
     * The exchange has said whether it trades.
     *
     * @param symbol the symbol; empty for all
     * @param isHalted true if it does not
     */
    public void halted(String symbol, boolean isHalted) {
        if (symbol.isEmpty()) {
            allHalted = isHalted;
        } else if (!isHalted) {
            halted.remove(symbol);
        } else if (halted.size() < Quotes.MAX_SYMBOLS) {
            halted.add(symbol);
        }
    }

    FeedState state() {
        return state;
    }

    boolean delivers() {
        return state == FeedState.CONNECTED || state == FeedState.POLLING;
    }

    boolean isHalted(String symbol) {
        return allHalted || halted.contains(symbol);
    }

    QualityRules rules() {
        return rules;
    }

    /**
     * What a tick carries as its source.
     *
     * @param polled whether it was polled
     * @return the source
     */
    public String source(boolean polled) {
        return polled ? polledSource : source;
    }
}
