package io.quotewire.feed;

import io.quotewire.bus.FeedState;
import io.quotewire.bus.FeedStatus;
import io.quotewire.bus.Tick;
import io.quotewire.feed.quality.Origin;
import io.quotewire.feed.quality.QuoteSink;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.StateChange;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One configured feed: takes what its source reports, has it checked and merged, passes the ticks on, and counts.
 * Confined to the event loop of its verticle.
 */
final class Feed implements SourceSink, QuoteSink {
    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final long NOTABLE_SKEW_MS = 1_000;

    private final SourceOptions options;
    private final Origin origin;
    private final Quotes quotes;
    private final FeedFigures figures;
    private final FeedOutlet outlet;
    private final LongSupplier clockMicros;
    private FeedState state = FeedState.DISCONNECTED;
    private String reason;
    private long sinceMs;
    private long receivedMicros;
    /** Read by whoever scrapes. */
    private volatile double skewSeconds = Double.NaN;
    /** What has been published under the numbers of the exchange: for whoever goes on after this one. */
    private final Positions positions = new Positions();
    /** What another has published before this one went on; null where nothing is known of it. */
    private @Nullable Positions before;
    /** False where it follows demand and there is none: then it need not be connected. */
    private boolean isWanted = true;

    private Set<String> wanted = Set.of();
    /** Not null while the source runs and it is not yet this one's turn. */
    private @Nullable HeldEvents held;

    Feed(SourceOptions options, Quotes quotes, FeedFigures figures, FeedOutlet outlet, LongSupplier clockMicros) {
        this.options = options;
        this.origin = new Origin(options.name(), options.source(), options.quality());
        this.quotes = quotes;
        this.figures = figures;
        this.outlet = outlet;
        this.clockMicros = clockMicros;
        this.reason = options.type() == SourceType.REPLAY ? "waiting for the node to be ready" : "not started";
        this.sinceMs = clockMicros.getAsLong() / 1_000;
        options.symbols().forEach(symbol -> quotes.list(symbol, origin));
        figures.clockSkew(() -> skewSeconds);
    }

    String name() {
        return options.name();
    }

    @Override
    public void received() {
        received(0);
    }

    @Override
    public void received(long lateMicros) {
        receivedMicros = clockMicros.getAsLong() - lateMicros;
        figures.received();
    }

    @Override
    public void event(MarketEvent event) {
        if (held != null) {
            held.add(event, receivedMicros);
        } else {
            take(event, receivedMicros);
        }
    }

    private void take(MarketEvent event, long eventMicros) {
        if (before != null && before.cover(event)) {
            figures.skipped(SkipReason.LATE);
            return;
        }
        positions.note(event);
        quotes.offer(event, origin, eventMicros, this);
    }

    /** What the source reports is kept from now on, until it is known what another has published of it. */
    void hold() {
        held = new HeldEvents();
        before = null;
        positions.clear();
    }

    /** What it knew of its symbols is not to be built upon: others may have published since. */
    void forget() {
        quotes.forget(options.name());
    }

    /** Whether a tick is its own, and still holds when another node begins: a recording and a simulator begin anew. */
    boolean inherits(Tick tick) {
        return gives(tick) && options.type() != SourceType.SIMULATOR && options.type() != SourceType.REPLAY;
    }

    /**
     * Begins a symbol with what was published last.
     *
     * @param last whether certainly nothing came after it; of services nothing comes but what is published
     */
    void recall(Tick tick, boolean last) {
        quotes.recall(tick, origin, last || options.type() == SourceType.BUS);
    }

    /**
     * It is this one's turn.
     *
     * @param published how far the one before has come; what is not numbered, and was held, that one has published too
     */
    void goOn(Positions published) {
        HeldEvents waiting = held;
        held = null;
        if (waiting != null) {
            before = published;
            waiting.drain((event, eventMicros) -> {
                if (event.sequence != MarketEvent.UNNUMBERED) {
                    take(event, eventMicros);
                }
            });
        }
    }

    /** How far it has come in the exchange's numbering. */
    JsonObject positions() {
        return positions.toJson();
    }

    /** Another runs it. */
    void standBy(String why) {
        held = null;
        before = null;
        positions.clear();
        stateChanged(new StateChange(state, FeedState.STANDBY, why));
    }

    @Override
    public void skipped(SkipReason why) {
        figures.skipped(why);
    }

    @Override
    public void numberingRestarted() {
        positions.clear();
        if (held == null) {
            before = null;
        }
        quotes.numberingRestarted(options.name());
    }

    @Override
    public void stateChanged(StateChange change) {
        state = change.to();
        origin.state(state);
        reason = change.reason();
        sinceMs = clockMicros.getAsLong() / 1_000;
        figures.state(state);
        outlet.statusChanged(this);
    }

    @Override
    public void halted(String symbol, boolean halted) {
        origin.halted(symbol, halted);
    }

    @Override
    public void gap(long missing) {
        figures.gap(missing);
    }

    @Override
    public void tick(Tick tick) {
        figures.ticked(tick.tsMicros());
        outlet.tick(tick);
    }

    @Override
    public void heldBack(SkipReason why) {
        figures.skipped(why);
    }

    @Override
    public void appeared(String symbol) {
        outlet.symbolAppeared(this);
    }

    /** Whether a tick is of this feed. */
    boolean gives(Tick tick) {
        return tick.source().equals(origin.source(false)) || tick.source().equals(origin.source(true));
    }

    FeedStatus status(String publisher) {
        return new FeedStatus(
                publisher,
                options.name(),
                options.source(),
                options.type() == SourceType.SIMULATOR,
                state,
                reason,
                sinceMs,
                quotes.symbolsOf(options.name()));
    }

    /** Whether it is as it should be: prices flow, or a recording waits or has ended. */
    boolean isFine() {
        return state == FeedState.CONNECTED
                || state == FeedState.STANDBY
                || (!isWanted && state == FeedState.DISCONNECTED)
                || (options.type() == SourceType.REPLAY
                        && (state == FeedState.DISCONNECTED || state == FeedState.CONNECTING));
    }

    /** Which of its symbols anybody wants, where it follows demand. */
    void wanted(Set<String> symbols) {
        isWanted = !symbols.isEmpty();
        wanted.stream()
                .filter(symbol -> !symbols.contains(symbol))
                .forEach(symbol -> quotes.interrupted(symbol, options.name()));
        wanted = symbols;
    }

    /** Whether prices come, by whatever way. */
    boolean delivers() {
        return state == FeedState.CONNECTED || state == FeedState.POLLING;
    }

    boolean isStandingBy() {
        return state == FeedState.STANDBY;
    }

    JsonObject check() {
        return new JsonObject().put("ok", isFine()).put("text", state + ": " + reason + skewText());
    }

    JsonObject figures() {
        JsonObject json = figures.toJson(clockMicros.getAsLong());
        origin.skew().medianMicros().ifPresent(micros -> json.put("clockSkewMs", micros / 1_000));
        int computed = quotes.computed(options.name());
        if (computed > 0) {
            json.put("computed", computed);
        }
        return json.put("type", options.type().text())
                .put("state", state.name())
                .put("reason", reason)
                .put("sinceMs", sinceMs)
                .put("symbols", quotes.symbolsOf(options.name()).size());
    }

    /** Takes the measure of what is measured; to be called about every second. */
    void measure() {
        OptionalLong micros = origin.skew().medianMicros();
        skewSeconds = micros.isPresent() ? micros.getAsLong() / MICROS_PER_SECOND : Double.NaN;
    }

    /** Said where it is more than delays in a network explain. */
    private String skewText() {
        long ms = origin.skew().medianMicros().orElse(0) / 1_000;
        if (Math.abs(ms) < NOTABLE_SKEW_MS) {
            return "";
        }
        return "; its messages' times are " + Math.abs(ms) + " ms " + (ms < 0 ? "behind" : "ahead of") + " our clock";
    }

    void close() {
        figures.close();
    }
}
