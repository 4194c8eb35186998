package io.quotewire.gateway.subscription;

import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.SymbolStatuses;
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
    /** A feed verticle says something every five seconds at least; after this, it is gone. */
    private static final long SILENCE_MS = 15_000;

    /** After this, nobody needs to know any more that it was there. */
    private static final long MEMORY_MS = 600_000;

    private final Map<String, QuoteTopic> topics = new TreeMap<>();
    private final List<MarketGroup> groups =
            IntStream.range(0, TickGroup.COUNT).mapToObj(MarketGroup::new).toList();
    /** By publisher, a bit for each group that it has a symbol of. */
    private final Map<String, Integer> groupsOfPublishers = new HashMap<>();

    private final Digests digests = new Digests();
    private final Fences fences = new Fences();
    private final Map<String, Long> heardMs = new HashMap<>();
    private final Standings standings;
    private final QuoteListener listener;
    private final LongSupplier steadyMs;
    private long lostBatches;
    private int priced;

    /**
     * An empty book.
     *
     * @param listener takes each tick that is news
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public QuoteBook(QuoteListener listener, LongSupplier steadyMs) {
        this.listener = listener;
        this.steadyMs = steadyMs;
        standings = new Standings(publisher -> silentMs(publisher, steadyMs.getAsLong()) <= SILENCE_MS);
    }

    /**
     * Takes a batch of an open group from the bus.
     *
     * @param batch the batch
     * @return false if batches before it were missed, or may have been, so that a snapshot is needed
     */
    public boolean accept(TickBatch batch) {
        if (fences.keepOut(batch.publisher(), batch.epoch())) {
            return true;
        }
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
        if (fences.keepOut(snapshot.publisher(), snapshot.epoch())) {
            return;
        }
        snapshot.feeds().forEach(this::accept);
        if (snapshot.isFull()) {
            digests.snapshot(snapshot.publisher(), snapshot.epoch(), snapshot.digest());
        }
        boolean[] known = new boolean[groups.size()];
        snapshot.sequences().forEach((number, sequence) -> {
            MarketGroup group = groups.get(number);
            known[number] = !group.isClosed()
                    && !group.track(snapshot.publisher(), snapshot.epoch()).snapshot(sequence);
        });
        publishesIn(snapshot.publisher(), accept(snapshot.newest(), snapshot.epoch(), known, true));
    }

    /**
     * Takes what has changed at one feed verticle. Of groups of which nothing is missing, nothing is taken.
     *
     * @param digest the digest
     */
    public void accept(TickDigest digest) {
        if (fences.keepOut(digest.publisher(), digest.epoch())) {
            return;
        }
        heardMs.put(digest.publisher(), steadyMs.getAsLong());
        digests.digest(digest.publisher(), digest.epoch(), digest.number());
        boolean[] known = new boolean[groups.size()];
        digest.sequences().forEach((number, sequence) -> {
            MarketGroup group = groups.get(number);
            known[number] = !group.isClosed()
                    && !group.track(digest.publisher(), digest.epoch()).digest(sequence);
        });
        publishesIn(digest.publisher(), accept(digest.newest(), digest.epoch(), known, false));
    }

    /**
     * Takes ticks of groups that are not known; a bit for each group that there are ticks of.
     *
     * @param mayBeOld whether there may be ticks among them that somebody else published under another epoch, and that are older
     *     than what was heard from there
     */
    private int accept(List<Tick> newest, long epoch, boolean[] known, boolean mayBeOld) {
        int groupsOfTicks = 0;
        for (Tick tick : newest) {
            int number = TickGroup.of(tick.symbol());
            groupsOfTicks |= 1 << number;
            if (!known[number] && !(mayBeOld && isOld(tick, epoch))) {
                accept(tick, epoch);
            }
        }
        return groupsOfTicks;
    }

    private boolean isOld(Tick tick, long epoch) {
        QuoteTopic topic = topics.get(tick.symbol());
        return topic != null && topic.isAfter(tick, epoch);
    }

    private void publishesIn(String publisher, int groupBits) {
        groupsOfPublishers.merge(publisher, groupBits, (before, more) -> before | more);
    }

    /**
     * Takes how symbols stand at one feed verticle.
     *
     * @param told what it says
     */
    public void accept(SymbolStatuses told) {
        heardMs.put(told.publisher(), steadyMs.getAsLong());
        standings.accept(told);
        for (SymbolStatus status : told.symbols()) {
            standing(topicOf(status.symbol()), true);
        }
    }

    /**
     * Takes what a feed says of itself.
     *
     * @param status its state
     */
    public void accept(FeedStatus status) {
        heardMs.put(status.publisher(), steadyMs.getAsLong());
        standings.accept(status);
        int groupsOfFeed = 0;
        for (String symbol : status.symbols()) {
            QuoteTopic topic = topicOf(symbol);
            groupsOfFeed |= 1 << topic.group().number();
            if (topic.group().isWanted()) {
                standing(topic, true);
            }
        }
        publishesIn(status.publisher(), groupsOfFeed);
    }

    /**
     * Takes note of who has fallen silent: a process that was killed tells nobody. To be called about every second.
     *
     * @param wallMs the wall clock, epoch milliseconds
     */
    public void checkSilence(long wallMs) {
        long nowMs = steadyMs.getAsLong();
        groupsOfPublishers.keySet().removeIf(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
        digests.forget(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
        standings.forget(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
        for (MarketGroup group : groups) {
            group.forget(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
            lostBatches += group.settle();
        }
        fences.forget(publisher -> silentMs(publisher, nowMs) > MEMORY_MS);
        heardMs.values().removeIf(heard -> nowMs - heard > MEMORY_MS);
        standings.checkSilence(wallMs);
        for (QuoteTopic topic : topics.values()) {
            if (topic.group().isWanted()) {
                standing(topic, true);
            }
        }
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
        for (Map.Entry<String, Integer> entry : groupsOfPublishers.entrySet()) {
            String publisher = entry.getKey();
            if ((entry.getValue() & 1 << group.number()) != 0
                    && !group.hears(publisher)
                    && silentMs(publisher, nowMs) <= SILENCE_MS) {
                return false;
            }
        }
        return group.hearsAll(publisher -> silentMs(publisher, nowMs) <= SILENCE_MS);
    }

    /**
     * Whether no digest is missing of those who are there, nor anything of how symbols stand.
     *
     * @return false while full snapshots are needed
     */
    public boolean hasEveryDigest() {
        long nowMs = steadyMs.getAsLong();
        return !standings.isMissingAny()
                && !digests.isMissingAny(publisher -> silentMs(publisher, nowMs) <= SILENCE_MS);
    }

    /**
     * The groups that symbols fall into.
     *
     * @return all, in the order of their numbers
     */
    public List<MarketGroup> groups() {
        return groups;
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
        return standings.feeds();
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
     * @return {@code live}, {@code stale}, {@code fallback} or {@code halted}
     */
    public String status(QuoteTopic topic) {
        return standing(topic).state().text();
    }

    /**
     * How a symbol stands; if that has changed, the listener is told.
     *
     * @param topic the symbol's
     * @return what its feed says; where it says nothing, what follows from the feed's state
     */
    public SymbolStatus standing(QuoteTopic topic) {
        return standing(topic, false);
    }

    /** Where the first that was heard of it has just come in, those who subscribed before that have to be told too. */
    private SymbolStatus standing(QuoteTopic topic, boolean heard) {
        SymbolStatus now = standings.of(topic);
        SymbolStatus before = topic.status();
        if (before != null && now.equals(before)) {
            return before;
        }
        if (!standings.isToldOf(topic)) {
            // A guess: nobody is told of it, and it is not what the next is compared with.
            return now;
        }
        topic.status(now);
        // Subscribers take it for live until they are told; that the same lasts longer than was known is no news.
        boolean news = before == null ? heard && !now.isPlain() : !now.saysTheSame(before);
        if (news) {
            listener.onStatus(topic, now);
        }
        return now;
    }

    /**
     * Whether anybody has said how a symbol stands: until then, that it is stale is no more than a guess.
     *
     * @param topic the symbol's
     * @return true if its feed is known
     */
    public boolean isToldOf(QuoteTopic topic) {
        return standings.isToldOf(topic);
    }

    /**
     * Where a symbol's value comes from, or would.
     *
     * @param topic the symbol's
     * @return the source's name
     */
    public String source(QuoteTopic topic) {
        return standings.source(topic);
    }

    /**
     * Whether any feed delivers.
     *
     * @return true if one is connected
     */
    public boolean hasLiveFeed() {
        return standings.hasLiveFeed();
    }

    /**
     * How many batches were missed.
     *
     * @return a count since the start
     */
    public long lostBatches() {
        return lostBatches;
    }

    /**
     * How many messages were dropped that came from a feed verticle which another had replaced.
     *
     * @return a count since the start
     */
    public long fenced() {
        return fences.count();
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
}
