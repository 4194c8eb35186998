package io.quotewire.feed.source.simulator;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Plays a {@link SimulatedMarket}: every symbol opens at once, then so many ticks a second over all. A round takes at
 * most a few milliseconds; what a machine cannot make in time is made later, and at most one second of it.
 * Confined to the event loop that made it.
 */
public final class SimulatorSource implements Source {
    private static final long MIN_ROUND_MS = 10;
    private static final long MAX_ROUND_MS = 1_000;
    private static final long ROUND_LIMIT_MICROS = 7_000;
    private static final int CLOCK_EVERY = 64;
    private static final double MICROS_PER_SECOND = 1_000_000;

    private final SimulatedMarket market;
    private final double ratePerSecond;
    private final SourceSink sink;
    private final LongSupplier clockMicros;
    private final SourceState state;
    private final Scope scope;
    private final MarketEvent event = new MarketEvent();
    private long startedMicros;
    private long countedMicros;
    private double owed;

    /**
     * A simulation that has not started.
     *
     * @param vertx where it runs
     * @param feed the feed's name
     * @param market what it plays
     * @param ratePerSecond ticks a second over all symbols
     * @param sink what it reports to
     * @param clockMicros a clock for intervals, microseconds
     */
    public SimulatorSource(
            Vertx vertx,
            String feed,
            SimulatedMarket market,
            double ratePerSecond,
            SourceSink sink,
            LongSupplier clockMicros) {
        this.market = market;
        this.ratePerSecond = ratePerSecond;
        this.sink = sink;
        this.clockMicros = clockMicros;
        this.state = new SourceState(feed, sink::stateChanged);
        this.scope = new Scope(vertx);
    }

    @Override
    public void start() {
        state.transitionTo(FeedState.CONNECTING, "opening the simulated market");
        state.transitionTo(FeedState.CONNECTED, "simulating " + market.size() + " symbols");
        startedMicros = clockMicros.getAsLong();
        countedMicros = startedMicros;
        owed = market.size();
        long roundMs = (long) (MICROS_PER_SECOND / 1_000 / ratePerSecond);
        scope.every(Math.max(MIN_ROUND_MS, Math.min(MAX_ROUND_MS, roundMs)), this::round);
        round();
    }

    @Override
    public Future<Void> stop() {
        return scope.close().onComplete(done -> state.stopped());
    }

    @Override
    public FeedState state() {
        return state.current();
    }

    @Override
    public int held() {
        return scope.timers();
    }

    private void round() {
        long nowMicros = clockMicros.getAsLong();
        owed += ratePerSecond * (nowMicros - countedMicros) / MICROS_PER_SECOND;
        owed = Math.min(owed, Math.max(market.size(), ratePerSecond) + 1);
        countedMicros = nowMicros;
        int made = 0;
        while (owed >= 1) {
            market.next(event);
            // Its market does not wait for us.
            double lateMicros = (owed - 1) * MICROS_PER_SECOND / ratePerSecond;
            sink.received(Math.min(nowMicros - startedMicros, (long) lateMicros));
            sink.event(event);
            owed--;
            made++;
            if (made % CLOCK_EVERY == 0 && clockMicros.getAsLong() - nowMicros > ROUND_LIMIT_MICROS) {
                return;
            }
        }
    }
}
