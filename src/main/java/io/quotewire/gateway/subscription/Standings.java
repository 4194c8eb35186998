package io.quotewire.gateway.subscription;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.SymbolState;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.SymbolStatuses;
import io.quotewire.bus.Tick;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How feeds and symbols stand. What a feed verticle says of a symbol holds; where none says anything, it follows from the state of
 * the feed that the symbol's value comes from. Confined to one event loop.
 */
final class Standings {
    private final Map<String, FeedStatus> feeds = new TreeMap<>();
    private final StatusBook statuses = new StatusBook();
    private final Predicate<String> isThere;
    private long wallMsAtCheck;

    /**
     * Nothing is known yet.
     *
     * @param isThere whether a publisher was heard lately
     */
    Standings(Predicate<String> isThere) {
        this.isThere = isThere;
    }

    void accept(SymbolStatuses told) {
        statuses.accept(told);
    }

    void accept(FeedStatus status) {
        feeds.put(status.publisher() + "/" + status.feed(), status);
    }

    Collection<FeedStatus> feeds() {
        return feeds.values();
    }

    void forget(Predicate<String> isForgotten) {
        feeds.values().removeIf(feed -> isForgotten.test(feed.publisher()));
        statuses.forget(isForgotten);
    }

    /** Feeds of publishers that are not there any more are disconnected: a process that was killed tells nobody. */
    void checkSilence(long wallMs) {
        wallMsAtCheck = wallMs;
        feeds.replaceAll((key, feed) -> {
            boolean gone = feed.state() != FeedState.DISCONNECTED && !isThere.test(feed.publisher());
            return gone ? disconnected(feed, wallMs) : feed;
        });
    }

    /** Whether something is missing of how symbols stand. */
    boolean isMissingAny() {
        return statuses.isMissingAny(isThere);
    }

    boolean hasLiveFeed() {
        return feeds.values().stream().anyMatch(feed -> feed.state() == FeedState.CONNECTED);
    }

    /** How a symbol stands. */
    SymbolStatus of(QuoteTopic topic) {
        SymbolStatus told = statuses.best(topic.symbol(), isThere);
        return told == null || topic.newest() == null ? byFeed(topic) : told;
    }

    /** Whether anybody has said how a symbol stands. */
    boolean isToldOf(QuoteTopic topic) {
        return feedOf(topic) != null || statuses.best(topic.symbol(), isThere) != null;
    }

    /** Where a symbol's value comes from, or would. */
    String source(QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest != null) {
            return newest.source();
        }
        FeedStatus feed = feedOf(topic);
        return feed == null ? "unknown" : feed.source();
    }

    private SymbolStatus byFeed(QuoteTopic topic) {
        FeedStatus feed = feedOf(topic);
        SymbolState state = SymbolState.STALE;
        if (feed != null && topic.newest() != null) {
            state = switch (feed.state()) {
                case CONNECTED -> SymbolState.LIVE;
                case POLLING -> SymbolState.FALLBACK;
                case DISCONNECTED, CONNECTING, RECONNECTING, FAILED, STANDBY -> SymbolState.STALE;
            };
        }
        SymbolStatus before = topic.status();
        String source = source(topic);
        if (before != null && before.state() == state && before.source().equals(source)) {
            return before;
        }
        return new SymbolStatus(topic.symbol(), state, source, feed == null ? wallMsAtCheck : feed.sinceMs());
    }

    private @Nullable FeedStatus feedOf(QuoteTopic topic) {
        Tick newest = topic.newest();
        FeedStatus found = null;
        for (FeedStatus feed : feeds.values()) {
            boolean gives =
                    newest == null ? feed.symbols().contains(topic.symbol()) : isFrom(newest.source(), feed.source());
            if (gives && (found == null || isBetter(feed, found))) {
                found = feed;
            }
        }
        return found;
    }

    /** What was polled says so after the feed's name. */
    private static boolean isFrom(String source, String feed) {
        return source.startsWith(feed) && (source.length() == feed.length() || source.charAt(feed.length()) == ':');
    }

    private static boolean isBetter(FeedStatus feed, FeedStatus than) {
        boolean delivers = feed.state() == FeedState.CONNECTED;
        boolean otherDelivers = than.state() == FeedState.CONNECTED;
        return delivers == otherDelivers ? feed.sinceMs() > than.sinceMs() : delivers;
    }

    private static FeedStatus disconnected(FeedStatus feed, long wallMs) {
        return new FeedStatus(
                feed.publisher(),
                feed.feed(),
                feed.source(),
                feed.simulated(),
                FeedState.DISCONNECTED,
                "its node is not heard of any more",
                wallMs,
                feed.symbols());
    }
}
