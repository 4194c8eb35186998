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
import java.util.function.LongSupplier;

/**
 * One configured feed: takes what its source reports, has it checked and merged, passes the ticks on, and counts.
 * Confined to the event loop of its verticle.
 */
final class Feed implements SourceSink, QuoteSink {
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

    Feed(SourceOptions options, Quotes quotes, FeedFigures figures, FeedOutlet outlet, LongSupplier clockMicros) {
        this.options = options;
        this.origin = new Origin(options.name(), options.source());
        this.quotes = quotes;
        this.figures = figures;
        this.outlet = outlet;
        this.clockMicros = clockMicros;
        this.reason = options.type() == SourceType.REPLAY ? "waiting for the node to be ready" : "not started";
        this.sinceMs = clockMicros.getAsLong() / 1_000;
        options.symbols().forEach(symbol -> quotes.list(symbol, options.name()));
    }

    String name() {
        return options.name();
    }

    @Override
    public void received() {
        receivedMicros = clockMicros.getAsLong();
        figures.received();
    }

    @Override
    public void event(MarketEvent event) {
        quotes.offer(event, origin, receivedMicros, this);
    }

    @Override
    public void skipped(SkipReason why) {
        figures.skipped(why);
    }

    @Override
    public void numberingRestarted() {
        quotes.numberingRestarted(options.name());
    }

    @Override
    public void stateChanged(StateChange change) {
        state = change.to();
        reason = change.reason();
        sinceMs = clockMicros.getAsLong() / 1_000;
        figures.state(state);
        outlet.statusChanged(this);
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

    FeedStatus status(String publisher) {
        return new FeedStatus(
                publisher,
                options.name(),
                origin.source(),
                options.type() == SourceType.SIMULATOR,
                state,
                reason,
                sinceMs,
                quotes.symbolsOf(options.name()));
    }

    /** Whether it is as it should be: prices flow, or a recording waits or has ended. */
    boolean isFine() {
        return state == FeedState.CONNECTED
                || (options.type() == SourceType.REPLAY
                        && (state == FeedState.DISCONNECTED || state == FeedState.CONNECTING));
    }

    JsonObject check() {
        return new JsonObject().put("ok", isFine()).put("text", state + ": " + reason);
    }

    JsonObject figures() {
        return figures.toJson(clockMicros.getAsLong())
                .put("type", options.type().text())
                .put("state", state.name())
                .put("reason", reason)
                .put("sinceMs", sinceMs)
                .put("symbols", quotes.symbolsOf(options.name()).size());
    }

    void close() {
        figures.close();
    }
}
