package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.QuoteSnapshot;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickDigest;
import io.quotewire.bus.TickTurn;
import io.quotewire.feed.lease.Tenant;
import io.quotewire.feed.source.Source;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds that run together, in one place of the cluster at a time, and what they publish there: under their common name, with their
 * fence as the epoch. Between two runs it holds nothing but figures. Confined to the event loop of its verticle.
 */
final class Ingester implements FeedOutlet, Tenant, Tenure.Outlet {
    private static final long NEW_SYMBOLS_MS = 100;
    private static final long POSITIONS_MS = 500;
    private static final long MS_PER_SECOND = 1_000;

    /** One of the feeds. */
    private record Member(SourceOptions options, Feed feed) {}

    private final Surroundings here;
    private final String name;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, Source> running = new LinkedHashMap<>();
    /** By feed, what somebody wants, of feeds that follow demand. */
    private final Map<String, Set<String>> wanted = new HashMap<>();

    private final Set<Feed> withNewSymbols = new LinkedHashSet<>();
    private BooleanSupplier isSure = () -> true;
    private Future<Void> ending = Future.succeededFuture();
    private @Nullable Tenure tenure;
    private boolean hasNewSymbols;
    private boolean nodeIsReady;
    private boolean warm;
    /** It has begun, and keeps what it hears until it knows how far the one before has come. */
    private boolean isHeldBack;

    Ingester(Surroundings here, String name, List<SourceOptions> sources) {
        this.here = here;
        this.name = name;
        for (SourceOptions source : sources) {
            FeedFigures figures = new FeedFigures(source.name(), here.registry());
            members.add(new Member(source, new Feed(source, here.quotes(), figures, this, here.clockMicros())));
            if (source.demand().follows()) {
                here.demand()
                        .follow(
                                source.symbols(),
                                source.demand().lingerSeconds() * MS_PER_SECOND,
                                symbols -> want(source.name(), symbols));
            }
        }
    }

    private void want(String feed, Set<String> symbols) {
        wanted.put(feed, symbols);
        members.stream()
                .filter(member -> member.options().name().equals(feed))
                .forEach(member -> member.feed().wanted(symbols));
        Source source = running.get(feed);
        if (source != null) {
            source.want(symbols);
        }
    }

    /** The name that it publishes under. */
    String name() {
        return name;
    }

    List<Feed> feeds() {
        return members.stream().map(Member::feed).toList();
    }

    /** Whether it runs here. */
    boolean isRunning() {
        return tenure != null;
    }

    /** Whether a tick may be expected of it as soon as it runs. */
    boolean givesTicksAtOnce() {
        return isRunning()
                && members.stream()
                        .map(Member::options)
                        .anyMatch(options -> options.type() != SourceType.REPLAY
                                && options.type() != SourceType.BUS
                                && !options.demand().follows());
    }

    /** What is published waits while this says no. */
    void onlyWhile(BooleanSupplier sure) {
        isSure = sure;
    }

    @Override
    public void begin(long fence) {
        Tenure mine = new Tenure(here.vertx(), name, fence, isSure, this);
        tenure = mine;
        feeds().forEach(Feed::forget);
        recall(mine, false);
        isHeldBack = warm;
        warm = false;
        startSources();
        // Which symbols there are is to be known before the first price of any.
        tellStatus();
        if (isHeldBack) {
            // Whoever ran it before says how far it has come; if it cannot, going on is better than waiting.
            here.scope().after(POSITIONS_MS, () -> {
                if (tenure == mine) {
                    release(new JsonObject());
                }
            });
        }
    }

    /** Begins with what was published last, as values that nobody needs to be told. */
    private void recall(Tenure mine, boolean last) {
        List<Tick> known = here.mirror().newestOf(name);
        for (Feed feed : feeds()) {
            List<Tick> own = known.stream().filter(feed::inherits).toList();
            own.forEach(tick -> feed.recall(tick, last));
            mine.remember(own);
        }
    }

    @Override
    public void renumber(long fence) {
        Tenure before = tenure;
        Tenure next = new Tenure(here.vertx(), name, fence, isSure, this);
        if (before != null) {
            before.flush();
            next.remember(before.newest().values());
        }
        tenure = next;
    }

    @Override
    public void confirmed() {
        if (tenure != null) {
            tenure.flush();
        }
    }

    @Override
    public void standBy(String reason) {
        tenure = null;
        warm = false;
        isHeldBack = false;
        stopSources().onComplete(stopped -> {
            if (tenure == null && !warm && running.isEmpty()) {
                feeds().forEach(feed -> feed.standBy(reason));
            }
        });
    }

    /** Recordings may begin. */
    void nodeIsReady() {
        nodeIsReady = true;
        if (isRunning()) {
            startSources();
        }
    }

    /** Connects to the sources and keeps what they say, without publishing any of it. */
    void warmUp() {
        if (!isRunning() && !warm) {
            warm = true;
            feeds().forEach(Feed::hold);
            startSources();
        }
    }

    /** Whether every source that can warm up is connected. */
    boolean isWarm() {
        return warm
                && members.stream()
                        .filter(member -> mayStart(member.options().type()))
                        .allMatch(this::isConnected);
    }

    /** Whether prices come from some of its sources: others may be down for everybody. */
    boolean isWarmInPart() {
        return warm && feeds().stream().anyMatch(Feed::delivers);
    }

    private boolean isConnected(Member member) {
        return running.containsKey(member.options().name())
                && member.feed().isFine()
                && !member.feed().isStandingBy();
    }

    /**
     * Goes on where another has stopped, once {@link #begin} was called.
     *
     * @param positions by feed, how far that one has come
     */
    void goOn(JsonObject positions) {
        Tenure mine = tenure;
        if (mine != null && isHeldBack) {
            // Its last came before the positions: nothing was published since.
            recall(mine, true);
            release(positions);
        }
    }

    private void release(JsonObject positions) {
        isHeldBack = false;
        for (Member member : members) {
            Object given = positions.getValue(member.options().name());
            member.feed().goOn(Positions.from(given instanceof JsonObject json ? json : new JsonObject()));
        }
    }

    /** Publishes the last and says how far it has come; nothing is published after this. */
    JsonObject finish() {
        // Whoever sends a tick is told that it was taken: nothing may be taken that is not published.
        Future<Void> unused = stopSources(SourceType.BUS);
        digest();
        tenure = null;
        JsonObject positions = new JsonObject();
        members.forEach(
                member -> positions.put(member.options().name(), member.feed().positions()));
        return positions;
    }

    /** Stops the sources, publishes what they have left, and is done for good. */
    Future<Void> close() {
        return stopSources().eventually(() -> {
            digest();
            tenure = null;
            feeds().forEach(Feed::close);
            return Future.succeededFuture();
        });
    }

    @Override
    public void tick(Tick tick) {
        if (tenure != null) {
            tenure.tick(tick);
        }
        here.firstTick().run();
    }

    @Override
    public void statusChanged(Feed feed) {
        if (tenure != null && !feed.isStandingBy() && isSure.getAsBoolean()) {
            // The ticks that came before the news go out before it.
            tenure.flush();
            here.vertx()
                    .eventBus()
                    .publish(Address.FEED_STATUS.text(), feed.status(name).toJson());
            here.symbols().publish();
        }
    }

    @Override
    public void symbolAppeared(Feed feed) {
        if (withNewSymbols.isEmpty()) {
            here.scope().after(NEW_SYMBOLS_MS, this::tellNewSymbols);
        }
        withNewSymbols.add(feed);
        hasNewSymbols = true;
    }

    /** So that whoever hears nothing knows that this process is gone. */
    void tellStatus() {
        feeds().forEach(this::statusChanged);
    }

    /** Publishes the newest values of what has changed. */
    void digest() {
        if (tenure != null) {
            tenure.digest();
        }
    }

    /** What is published now, if it runs here. */
    @Nullable
    Tenure tenure() {
        return tenure;
    }

    /** All that is published of some groups, or of all; null if it does not run here, or may not any more. */
    @Nullable
    QuoteSnapshot snapshot(@Nullable Set<Object> groups) {
        if (tenure == null || !isSure.getAsBoolean()) {
            return null;
        }
        List<FeedStatus> statuses = feeds().stream()
                .filter(feed -> !feed.isStandingBy())
                .map(feed -> feed.status(name))
                .toList();
        // What waits goes out first, so that the snapshot's numbers cover all that it holds.
        tenure.flush();
        QuoteSnapshot snapshot = tenure.snapshot(groups, statuses);
        if (groups != null) {
            new TickTurn(snapshot.sequences().keySet().stream()
                            .map(tenure::mark)
                            .toList())
                    .publish(here.vertx().eventBus());
        }
        return snapshot;
    }

    @Override
    public void turn(TickTurn turn) {
        if (here.quotes().takeStatusDue()) {
            here.symbols().publish();
        }
        if (hasNewSymbols) {
            // Whoever is told of a symbol, by whomever, finds it known everywhere.
            hasNewSymbols = false;
            digest();
        }
        turn.publish(here.vertx().eventBus());
        turn.batches().forEach(here.publisher()::publish);
    }

    @Override
    public void digest(TickDigest digest) {
        here.vertx().eventBus().publish(Address.FEED_DIGEST.text(), digest);
    }

    private void tellNewSymbols() {
        withNewSymbols.forEach(this::statusChanged);
        withNewSymbols.clear();
    }

    /** Each source runs once: the ones before must have released what they held. */
    private void startSources() {
        ending.onComplete(ended -> {
            if (!isRunning() && !warm) {
                return;
            }
            for (Member member : members) {
                if (mayStart(member.options().type())
                        && !running.containsKey(member.options().name())) {
                    Source source = SourceFactory.create(here.vertx(), member.options(), member.feed());
                    running.put(member.options().name(), source);
                    Set<String> symbols = wanted.get(member.options().name());
                    if (symbols != null) {
                        source.want(symbols);
                    }
                    source.start();
                }
            }
        });
    }

    /** A recording begins when the node is ready; what services send goes to the one that publishes it. */
    private boolean mayStart(SourceType type) {
        return switch (type) {
            case REPLAY -> nodeIsReady;
            case BUS -> isRunning();
            default -> true;
        };
    }

    private Future<Void> stopSources(SourceType... types) {
        List<Future<?>> stopping = new ArrayList<>();
        stopping.add(ending);
        for (Member member : members) {
            Source source = running.get(member.options().name());
            if (source != null
                    && (types.length == 0
                            || List.of(types).contains(member.options().type()))) {
                running.remove(member.options().name());
                stopping.add(source.stop());
            }
        }
        ending = Future.join(stopping).mapEmpty();
        return ending;
    }
}
