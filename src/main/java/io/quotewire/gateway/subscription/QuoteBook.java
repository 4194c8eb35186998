package io.quotewire.gateway.subscription;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop of the gateway knows of the market: every symbol that is configured or was seen anywhere in the
 * cluster, its newest value, the state of the feeds. Confined to that loop.
 */
public final class QuoteBook {
    /** Takes each tick that is news. */
    public interface Listener {
        /**
         * A symbol has a newer value.
         *
         * @param topic the symbol's
         * @param tick the value
         */
        void onTick(QuoteTopic topic, Tick tick);
    }

    /** A feed verticle says something every five seconds at least; after this, it is gone. */
    private static final long SILENCE_MS = 15_000;

    /** After this, nobody needs to know any more that it was there. */
    private static final long MEMORY_MS = 600_000;

    private record Publisher(long epoch, long sequence) {}

    private final Map<String, QuoteTopic> topics = new TreeMap<>();
    private final Map<String, FeedStatus> feeds = new TreeMap<>();
    private final Map<String, Publisher> publishers = new HashMap<>();
    private final Map<String, Long> heardMs = new HashMap<>();
    private final Listener listener;
    private final LongSupplier steadyMs;
    private long lostBatches;
    private int priced;

    /**
     * An empty book.
     *
     * @param listener takes each tick that is news
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public QuoteBook(Listener listener, LongSupplier steadyMs) {
        this.listener = listener;
        this.steadyMs = steadyMs;
    }

    /**
     * Takes a batch from the bus.
     *
     * @param batch the batch
     * @return false if batches before it were missed, so that a snapshot is needed
     */
    public boolean accept(TickBatch batch) {
        heardMs.put(batch.publisher(), steadyMs.getAsLong());
        Publisher before = publishers.get(batch.publisher());
        long last = before != null && before.epoch() == batch.epoch() ? before.sequence() : 0;
        if (batch.sequence() <= last) {
            return true;
        }
        publishers.put(batch.publisher(), new Publisher(batch.epoch(), batch.sequence()));
        for (Tick tick : batch.ticks()) {
            accept(tick, batch.epoch());
        }
        long lost = batch.sequence() - last - 1;
        lostBatches += last == 0 ? 0 : lost;
        return lost == 0;
    }

    /**
     * Takes all that one feed verticle knows.
     *
     * @param snapshot its answer
     */
    public void accept(QuoteSnapshot snapshot) {
        Publisher before = publishers.get(snapshot.publisher());
        if (before == null || before.epoch() != snapshot.epoch() || before.sequence() < snapshot.sequence()) {
            publishers.put(snapshot.publisher(), new Publisher(snapshot.epoch(), snapshot.sequence()));
        }
        snapshot.feeds().forEach(this::accept);
        for (Tick tick : snapshot.newest()) {
            accept(tick, snapshot.epoch());
        }
    }

    /**
     * Takes what a feed says of itself.
     *
     * @param status its state
     */
    public void accept(FeedStatus status) {
        heardMs.put(status.publisher(), steadyMs.getAsLong());
        feeds.put(status.publisher() + "/" + status.feed(), status);
        for (String symbol : status.symbols()) {
            topics.computeIfAbsent(symbol, QuoteTopic::new);
        }
    }

    /**
     * Takes note of who has fallen silent: a process that was killed tells nobody. To be called about every second.
     *
     * @param wallMs the wall clock, epoch milliseconds
     */
    public void checkSilence(long wallMs) {
        long nowMs = steadyMs.getAsLong();
        feeds.values().removeIf(feed -> silentMs(feed, nowMs) > MEMORY_MS);
        publishers.keySet().removeIf(publisher -> nowMs - heardMs.getOrDefault(publisher, nowMs) > MEMORY_MS);
        heardMs.values().removeIf(heard -> nowMs - heard > MEMORY_MS);
        feeds.replaceAll((key, feed) -> {
            boolean gone = feed.state() != FeedState.DISCONNECTED && silentMs(feed, nowMs) > SILENCE_MS;
            return gone ? disconnected(feed, wallMs) : feed;
        });
    }

    private long silentMs(FeedStatus feed, long nowMs) {
        return nowMs - heardMs.getOrDefault(feed.publisher(), nowMs);
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

    /**
     * One symbol.
     *
     * @param symbol its name
     * @return its topic; null if nobody has heard of it
     */
    public @Nullable QuoteTopic topic(String symbol) {
        return topics.get(symbol);
    }

    /**
     * All symbols, in the order of their names.
     *
     * @return a view
     */
    public Collection<QuoteTopic> topics() {
        return topics.values();
    }

    /**
     * All feeds.
     *
     * @return a view
     */
    public Collection<FeedStatus> feeds() {
        return feeds.values();
    }

    /**
     * Whether any symbol has a value.
     *
     * @return false until a feed has given the first
     */
    public boolean hasPrices() {
        return priced > 0;
    }

    /**
     * How far a symbol's value can be trusted.
     *
     * @param topic the symbol's
     * @return {@code live}, {@code stale} or {@code fallback}, by the state of the feed that it comes from
     */
    public String status(QuoteTopic topic) {
        FeedStatus feed = feedOf(topic);
        if (feed == null || topic.newest() == null) {
            return "stale";
        }
        return switch (feed.state()) {
            case CONNECTED -> "live";
            case POLLING -> "fallback";
            case DISCONNECTED, CONNECTING, RECONNECTING, FAILED -> "stale";
        };
    }

    /**
     * Where a symbol's value comes from, or would.
     *
     * @param topic the symbol's
     * @return the source's name
     */
    public String source(QuoteTopic topic) {
        Tick newest = topic.newest();
        if (newest != null) {
            return newest.source();
        }
        FeedStatus feed = feedOf(topic);
        return feed == null ? "unknown" : feed.source();
    }

    /**
     * Whether any feed delivers.
     *
     * @return true if one is connected
     */
    public boolean hasLiveFeed() {
        return feeds.values().stream().anyMatch(feed -> feed.state() == FeedState.CONNECTED);
    }

    /**
     * How many batches were missed.
     *
     * @return a count since the start
     */
    public long lostBatches() {
        return lostBatches;
    }

    private void accept(Tick tick, long epoch) {
        QuoteTopic topic = topics.computeIfAbsent(tick.symbol(), QuoteTopic::new);
        if (topic.newest() == null) {
            priced++;
        }
        if (topic.accept(tick, epoch)) {
            listener.onTick(topic, tick);
        }
    }

    private @Nullable FeedStatus feedOf(QuoteTopic topic) {
        Tick newest = topic.newest();
        FeedStatus found = null;
        for (FeedStatus feed : feeds.values()) {
            boolean gives = newest == null
                    ? feed.symbols().contains(topic.symbol())
                    : feed.source().equals(newest.source());
            if (gives && (found == null || better(feed, found))) {
                found = feed;
            }
        }
        return found;
    }

    private static boolean better(FeedStatus feed, FeedStatus than) {
        boolean delivers = feed.state() == FeedState.CONNECTED;
        boolean otherDelivers = than.state() == FeedState.CONNECTED;
        return delivers == otherDelivers ? feed.sinceMs() > than.sinceMs() : delivers;
    }
}
