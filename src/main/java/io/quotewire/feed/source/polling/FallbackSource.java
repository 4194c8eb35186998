package io.quotewire.feed.source.polling;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.quotewire.feed.source.StateChange;
import io.quotewire.kit.lifecycle.Timers;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream with something to fall back on: when it has been down for some seconds, its exchange is polled over REST, until it
 * is back. It is {@link FeedState#POLLING} while polls are answered, and says so only then; the stream goes on trying all the
 * time. Confined to the event loop that made it.
 */
public final class FallbackSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackSource.class);

    /** What it needs of the world around it. */
    public record Surroundings(
            RestLine line, Timers timers, LongSupplier steadyMicros, LongSupplier wallMs, RandomGenerator random) {}

    private final PollSettings settings;
    private final RestLine line;
    private final Timers timers;
    private final LongSupplier steadyMicros;
    private final SourceSink sink;
    private final Source stream;
    private final Poller poller;
    private FeedState state = FeedState.DISCONNECTED;
    private String announced = "";
    private FeedState streamState = FeedState.DISCONNECTED;
    private String streamReason = "not started";
    private String pollingReason = "";
    private boolean waiting;
    private boolean stopped;
    private long patience;
    private long answeredMicros;

    /**
     * A source that has not started.
     *
     * @param settings how it is polled
     * @param protocol the exchange's particulars
     * @param stream makes the stream, which reports to what it is given
     * @param sink what this source reports to
     * @param surroundings time, timers and a line to the exchange, which end with this source
     */
    public FallbackSource(
            PollSettings settings,
            RestProtocol protocol,
            Function<SourceSink, Source> stream,
            SourceSink sink,
            Surroundings surroundings) {
        this.settings = settings;
        this.line = surroundings.line();
        this.timers = surroundings.timers();
        this.steadyMicros = surroundings.steadyMicros();
        this.sink = sink;
        this.stream = stream.apply(new StreamSink());
        this.poller = new Poller(
                settings,
                protocol,
                line,
                new Polled(),
                timers,
                new Poller.PollClock(steadyMicros, surroundings.wallMs(), surroundings.random()));
    }

    @Override
    public void start() {
        stream.start();
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        poller.stop();
        Future<Void> streamEnd = stream.stop();
        return timers.close().eventually(line::close).eventually(() -> streamEnd);
    }

    @Override
    public FeedState state() {
        return state;
    }

    @Override
    public int held() {
        return stream.held() + timers.timers() + line.underWay();
    }

    @Override
    public void want(Set<String> symbols) {
        poller.want(symbols);
        stream.want(symbols);
    }

    private void streamChanged(StateChange change) {
        streamState = change.to();
        streamReason = change.reason();
        switch (change.to()) {
            case CONNECTED -> {
                endPolling();
                announce(FeedState.CONNECTED, change.reason());
            }
            case CONNECTING, RECONNECTING -> {
                awaitStream();
                tell();
            }
            default -> {
                endPolling();
                announce(change.to(), change.reason());
            }
        }
    }

    /** The stream is down: polling begins if it stays so. */
    private void awaitStream() {
        if (!waiting && !stopped && !poller.isRunning()) {
            waiting = true;
            patience = timers.after(settings.afterMs(), () -> {
                waiting = false;
                poller.start();
            });
        }
    }

    private void endPolling() {
        if (waiting) {
            waiting = false;
            timers.cancel(patience);
        }
        poller.stop();
        pollingReason = "";
    }

    /** Tells where it stands while the stream is down. */
    private void tell() {
        if (state == FeedState.POLLING) {
            announce(FeedState.POLLING, pollingText());
        } else {
            announce(downState(), streamReason + pollingReason);
        }
    }

    /** Where prices have flowed, by whatever way, it is not connecting for the first time. */
    private FeedState downState() {
        return state == FeedState.DISCONNECTED || state == FeedState.CONNECTING ? streamState : FeedState.RECONNECTING;
    }

    private void answered() {
        answeredMicros = steadyMicros.getAsLong();
        pollingReason = "";
        if (state != FeedState.POLLING) {
            announce(FeedState.POLLING, pollingText());
        }
    }

    private void pollFailed(RestFailure failure, long waitMs) {
        pollingReason = "; polling: " + failure.reason() + ", asking again in " + waitMs + " ms";
        if (state != FeedState.POLLING) {
            tell();
            return;
        }
        long untilAnswerMs = (steadyMicros.getAsLong() - answeredMicros) / 1_000 + waitMs;
        if (untilAnswerMs > settings.patienceMs()) {
            announce(FeedState.RECONNECTING, streamReason + pollingReason);
        }
    }

    private String pollingText() {
        return "every " + settings.intervalMs() + " ms over REST; stream: " + streamReason;
    }

    private void announce(FeedState next, String reason) {
        if (next == state && reason.equals(announced)) {
            return;
        }
        if (!SourceState.isLegal(state, next)) {
            throw new IllegalStateException("feed " + settings.feed() + " cannot go from " + state + " to " + next);
        }
        StateChange change = new StateChange(state, next, reason);
        if (next != state && (next == FeedState.POLLING || state == FeedState.POLLING)) {
            // The stream's own changes are logged where they are made.
            LOG.atInfo()
                    .addKeyValue("feed", settings.feed())
                    .addKeyValue("from", state)
                    .addKeyValue("to", next)
                    .addKeyValue("reason", reason)
                    .log("feed state changed");
        }
        state = next;
        announced = reason;
        sink.stateChanged(change);
    }

    /** What the stream reports to: all goes on but its state. */
    private final class StreamSink extends PassingOn implements SourceSink {
        private StreamSink() {
            super(sink);
        }

        @Override
        public void received() {
            sink.received();
        }

        @Override
        public void received(byte[] message) {
            sink.received(message);
        }

        @Override
        public void numberingRestarted() {
            sink.numberingRestarted();
        }

        @Override
        public void stateChanged(StateChange change) {
            streamChanged(change);
        }
    }

    /** What the poller reports to. */
    private final class Polled extends PassingOn implements PollListener {
        private Polled() {
            super(sink);
        }

        @Override
        public void received() {
            sink.received();
        }

        @Override
        public void answered() {
            FallbackSource.this.answered();
        }

        @Override
        public void failed(RestFailure failure, long waitMs) {
            pollFailed(failure, waitMs);
        }
    }
}
