package io.quotewire.gateway.subscription;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickBatch;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickGroup;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
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

    /** How far a publisher's digests were taken in, and whether one was missed since its last full snapshot. */
    private record Digested(long epoch, long number, boolean missed) {}

    private final Map<String, QuoteTopic> topics = new TreeMap<>();
    private final Map<String, FeedStatus> feeds = new TreeMap<>();
    private final List<MarketGroup> groups =
            IntStream.range(0, TickGroup.COUNT).mapToObj(MarketGroup::new).toList();
    /** By the key of a feed, a bit for each group that it has a symbol of. */
    private final Map<String, Integer> groupsOfFeeds = new HashMap<>();

    private final Map<String, Digested> digested = new HashMap<>();
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
     * Takes a batch of an open group from the bus.
     *
     * @param batch the batch
     * @return false if batches before it were missed, or may have been, so that a snapshot is needed
     */
    public boolean accept(TickBatch batch) {
        heardMs.put(batch.publisher(), steadyMs.getAsLong());
        MarketGroup group = groups.get(batch.group());
        if (group.isClosed()) {
            return true;
        }
        Track track = group.track(batch.publisher(), batch.epoch());
        if (!track.has(batch.sequence())) {
            lostBatches += track.batch(batch.sequence(), batch.ticks().isEmpty());
            for (Tick tick : batch.ticks()) {
                accept(tick, batch.epoch());
            }
        }
        return track.isComplete();
    }

    /**
     * Takes all that one feed verticle knows of some groups, or of all. Of groups of which nothing is missing, nothing is taken.
     *
     * @param snapshot its answer
     */
    public void accept(QuoteSnapshot snapshot) {
        snapshot.feeds().forEach(this::accept);
        Digested before = digested.get(snapshot.publisher());
        if (snapshot.isFull()
                && (before == null || before.epoch() != snapshot.epoch() || before.number() <= snapshot.digest())) {
            digested.put(snapshot.publisher(), new Digested(snapshot.epoch(), snapshot.digest(), false));
        }
        boolean[] known = new boolean[groups.size()];
        snapshot.sequences().forEach((number, sequence) -> {
            MarketGroup group = groups.get(number);
            known[number] = !group.isClosed()
                    && !group.track(snapshot.publisher(), snapshot.epoch()).snapshot(sequence);
        });
        accept(snapshot.newest(), snapshot.epoch(), known);
    }

    /**
     * Takes what has changed at one feed verticle. Of groups of which nothing is missing, nothing is taken.
     *
     * @param digest the digest
     */
    public void accept(TickDigest digest) {
        heardMs.put(digest.publisher(), steadyMs.getAsLong());
        Digested before = digested.get(digest.publisher());
        if (before == null || before.epoch() != digest.epoch()) {
            before = new Digested(digest.epoch(), 0, false);
        }
        boolean missed = before.missed() || digest.number() > before.number() + 1;
        digested.put(digest.publisher(), new Digested(digest.epoch(), digest.number(), missed));
        boolean[] known = new boolean[groups.size()];
        digest.sequences().forEach((number, sequence) -> {
            MarketGroup group = groups.get(number);
            known[number] = !group.isClosed()
                    && !group.track(digest.publisher(), digest.epoch()).digest(sequence);
        });
        accept(digest.newest(), digest.epoch(), known);
    }

    private void accept(List<Tick> newest, long epoch, boolean[] known) {
        for (Tick tick : newest) {
            if (!known[TickGroup.of(tick.symbol())]) {
                accept(tick, epoch);
            }
        }
    }

    /**
     * Takes what a feed says of itself.
     *
     * @param status its state
     */
    public void accept(FeedStatus status) {
        heardMs.put(status.publisher(), steadyMs.getAsLong());
        String key = status.publisher() + "/" + status.feed();
        feeds.put(key, status);
        int groupsOfFeed = 0;
        for (String symbol : status.symbols()) {
            groupsOfFeed |= 1 << topicOf(symbol).group().number();
        }
        groupsOfFeeds.put(key, groupsOfFeed);
    }

    /**
     * Takes note of who has fallen silent: a process that was killed tells nobody. To be called about every second.
     *
     * @param wallMs the wall clock, epoch milliseconds
     */
    public void checkSilence(long wallMs) {
        long nowMs = steadyMs.getAsLong();
        feeds.values().removeIf(feed -> silentMs(feed.publisher(), nowMs) > MEMORY_MS);
        groupsOfFeeds.keySet().retainAll(feeds.keySet());
        digested.keySet().removeIf(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
        for (MarketGroup group : groups) {
            group.forget(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
            lostBatches += group.settle();
        }
        heardMs.values().removeIf(heard -> nowMs - heard > MEMORY_MS);
        feeds.replaceAll((key, feed) -> {
            boolean gone = feed.state() != FeedState.DISCONNECTED && silentMs(feed.publisher(), nowMs) > SILENCE_MS;
            return gone ? disconnected(feed, wallMs) : feed;
        });
    }

    private long silentMs(String publisher, long nowMs) {
        return nowMs - heardMs.getOrDefault(publisher, nowMs);
    }

    /**
     * Whether nothing is missing of what those publish in a group who are there.
     *
     * @param group an open one
     * @return false while a snapshot is needed
     */
    public boolean hears(MarketGroup group) {
        long nowMs = steadyMs.getAsLong();
        for (Map.Entry<String, FeedStatus> entry : feeds.entrySet()) {
            String publisher = entry.getValue().publisher();
            int groupsOfFeed = groupsOfFeeds.getOrDefault(entry.getKey(), 0);
            if ((groupsOfFeed >> group.number() & 1) != 0
                    && !group.hears(publisher)
                    && silentMs(publisher, nowMs) <= SILENCE_MS) {
                return false;
            }
        }
        return group.hearsAll(publisher -> silentMs(publisher, nowMs) <= SILENCE_MS);
    }

    /**
     * Whether no digest is missing of those who are there.
     *
     * @return false while full snapshots are needed
     */
    public boolean hasEveryDigest() {
        long nowMs = steadyMs.getAsLong();
        return digested.entrySet().stream()
                .noneMatch(entry -> entry.getValue().missed() && silentMs(entry.getKey(), nowMs) <= SILENCE_MS);
    }

    /**
     * The groups that symbols fall into.
     *
     * @return all, in the order of their numbers
     */
    public List<MarketGroup> groups() {
        return groups;
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
        QuoteTopic topic = topicOf(tick.symbol());
        if (topic.newest() == null) {
            priced++;
        }
        if (topic.accept(tick, epoch)) {
            listener.onTick(topic, tick);
        }
    }

    private QuoteTopic topicOf(String symbol) {
        return topics.computeIfAbsent(symbol, name -> new QuoteTopic(name, groups.get(TickGroup.of(name))));
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
