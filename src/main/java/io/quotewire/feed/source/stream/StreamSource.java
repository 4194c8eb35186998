package io.quotewire.feed.source.stream;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.quotewire.kit.resilience.Backoff;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A live stream that is kept up: after every loss another attempt, later and later, without end, with a circuit breaker
 * around connecting and subscribing. A connection whose end is known before it comes is replaced while it still delivers:
 * see {@link Renewal}. Confined to the event loop that made it.
 */
public final class StreamSource implements Source, ConnectionOwner {
    /** A loss renews the connection no more often. */
    private static final long LOSS_PAUSE_MICROS = 60_000_000;

    private final StreamSettings settings;
    private final ExchangeProtocol protocol;
    private final StreamParts parts;
    private final SourceState state;
    private final StreamIntake intake;
    private final Backoff backoff;
    private final Renewal renewal;
    private final Set<StreamConnection> connections = new HashSet<>();
    private final Set<String> symbols;
    private @Nullable StreamConnection current;
    private @Nullable Long retry;
    private long connectedMicros;
    private long lossMicros = Long.MIN_VALUE;
    private boolean started;
    private boolean stopped;

    /**
     * A stream that has not started.
     *
     * @param settings how it is kept up
     * @param protocol the exchange's particulars
     * @param symbols what to subscribe
     * @param sink what it reports to
     * @param parts what it stands on
     * @param random for the jitter of the waits
     */
    public StreamSource(
            StreamSettings settings,
            ExchangeProtocol protocol,
            List<String> symbols,
            SourceSink sink,
            StreamParts parts,
            RandomGenerator random) {
        this.settings = settings;
        this.protocol = protocol;
        this.symbols = new LinkedHashSet<>(symbols);
        this.parts = parts;
        this.state = new SourceState(settings.feed(), sink::stateChanged);
        this.intake = new StreamIntake(sink, protocol.terms(), parts.clockMicros());
        this.backoff = new Backoff(settings.backoffMinMs(), settings.backoffMaxMs(), random);
        this.renewal = new Renewal(
                settings,
                protocol.terms().lifeMs(),
                parts.timers(),
                random,
                this::newConnection,
                this::open,
                this::swapped);
    }

    @Override
    public void start() {
        started = true;
        begin();
    }

    /**
     * Where the exchange takes a change on the open connection, it is told there; where not, another connection takes its
     * place. Without symbols there is no connection.
     */
    @Override
    public void want(Set<String> wanted) {
        List<String> added =
                wanted.stream().filter(symbol -> !symbols.contains(symbol)).toList();
        List<String> removed =
                symbols.stream().filter(symbol -> !wanted.contains(symbol)).toList();
        symbols.removeAll(removed);
        symbols.addAll(added);
        intake.unwanted(removed);
        if (!started || stopped || (added.isEmpty() && removed.isEmpty())) {
            return;
        }
        if (symbols.isEmpty()) {
            rest();
        } else if (state.current() == FeedState.DISCONNECTED) {
            begin();
        } else if (current != null) {
            // Otherwise the next attempt will ask for what is wanted then.
            renewal.adapt(symbols);
            adapt(current);
        }
    }

    /** One that cannot be told is replaced when it is subscribed, by one that asks for what is wanted then. */
    private void adapt(StreamConnection connection) {
        if (!connection.adapt(symbols) && connection.isSubscribed()) {
            renewal.begin("other symbols are wanted");
        }
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        List<Future<?>> ending = closeConnections();
        parts.circuit().close();
        Promise<Void> released = Promise.promise();
        parts.timers()
                .close()
                .eventually(() -> parts.dialer().close())
                .eventually(() -> Future.join(ending))
                // The sockets' client tells its end on a thread of its own.
                .onComplete(done -> parts.loop().execute(() -> {
                    state.stopped();
                    released.complete();
                }));
        return released.future();
    }

    @Override
    public FeedState state() {
        return state.current();
    }

    @Override
    public int held() {
        return parts.timers().timers() + connections.size();
    }

    @Override
    public void lost(StreamConnection connection, StreamFailure failure) {
        if (stopped || renewal.lost(connection) || connection != current) {
            return;
        }
        StreamConnection successor = renewal.take();
        if (successor != null && successor.isSubscribed()) {
            swapped(successor, failure.reason());
            return;
        }
        boolean wasStable = state.current() == FeedState.CONNECTED
                && parts.clockMicros().getAsLong() - connectedMicros > settings.stableMs() * 1_000;
        if (wasStable) {
            backoff.reset();
        }
        current = successor;
        if (successor == null) {
            again(failure);
        } else {
            // It was being opened already: no reason to begin anew.
            successor.release();
            state.transitionTo(FeedState.RECONNECTING, failure.reason() + "; the next connection is being opened");
            successor.subscription().onComplete(done -> opened(successor, done));
        }
    }

    @Override
    public void shutdownAnnounced(StreamConnection connection, String text) {
        if (connection == current && connection.isSubscribed()) {
            renewal.begin(text);
        } else if (connection == current) {
            connection.giveUp(new StreamFailure(StreamFailure.Kind.CLOSED, text));
        }
    }

    @Override
    public void refusedMore(StreamConnection connection, String text) {
        if (connection == current && state.current() == FeedState.CONNECTED) {
            state.transitionTo(FeedState.CONNECTED, text);
        }
    }

    @Override
    public void lossSeen(StreamConnection connection, String symbol) {
        long now = parts.clockMicros().getAsLong();
        boolean lately = lossMicros != Long.MIN_VALUE && now - lossMicros < LOSS_PAUSE_MICROS;
        if (connection == current && connection.isSubscribed() && !lately) {
            lossMicros = now;
            renewal.begin("trades of " + symbol + " were lost");
        }
    }

    @Override
    public void full(StreamConnection connection) {
        renewal.finish();
    }

    private void begin() {
        if (symbols.isEmpty()) {
            return;
        }
        state.transitionTo(
                FeedState.CONNECTING, "connecting to " + protocol.address(settings.url(), List.copyOf(symbols)));
        connect();
    }

    /** Nobody wants anything: no connection, until somebody does. */
    private void rest() {
        closeConnections();
        if (retry != null) {
            parts.timers().cancel(retry);
            retry = null;
        }
        if (state.current() != FeedState.DISCONNECTED) {
            state.transitionTo(FeedState.DISCONNECTED, "no symbol is wanted");
        }
    }

    private List<Future<?>> closeConnections() {
        List<Future<?>> ending = new ArrayList<>();
        connections.forEach(connection -> ending.add(connection.gone()));
        renewal.abandon();
        StreamConnection connection = current;
        current = null;
        if (connection != null) {
            connection.close();
        }
        return ending;
    }

    private void connect() {
        retry = null;
        if (stopped) {
            return;
        }
        long openMs = parts.circuit().openMs();
        if (openMs > 0) {
            // An attempt would only be refused: wait until it may succeed.
            again("circuit open after " + settings.breakerFailures() + " failures", openMs);
            return;
        }
        StreamConnection connection = newConnection();
        current = connection;
        parts.circuit()
                // That nobody wants it any more is no failure of the exchange's, and opens no circuit.
                .execute(() -> open(connection)
                        .recover(cause ->
                                connection.isWithdrawn() ? Future.succeededFuture("") : Future.failedFuture(cause)))
                .onComplete(done -> opened(connection, done));
    }

    private void opened(StreamConnection connection, AsyncResult<String> done) {
        // Otherwise it was lost again, or given up, before this was told.
        if (connection != current || stopped) {
            return;
        }
        if (done.succeeded()) {
            connected(done.result());
        } else {
            current = null;
            again(StreamFailure.connecting(done.cause()));
        }
    }

    private StreamConnection newConnection() {
        return new StreamConnection(settings, protocol, parts, intake, this);
    }

    private Future<String> open(StreamConnection connection) {
        Future<String> opening = connection.open(List.copyOf(symbols));
        connections.add(connection);
        connection.gone().onComplete(gone -> connections.remove(connection));
        return opening;
    }

    private void connected(String how) {
        connectedMicros = parts.clockMicros().getAsLong();
        renewal.connected();
        state.transitionTo(FeedState.CONNECTED, how);
        StreamConnection connection = current;
        if (connection != null) {
            adapt(connection);
        }
    }

    /** Another connection has taken the place of the current one. */
    private void swapped(StreamConnection successor, String why) {
        StreamConnection before = current;
        current = successor;
        if (before != null) {
            before.close();
        }
        successor.release();
        if (successor == current) {
            connected("connection renewed: " + why);
        }
    }

    private void again(StreamFailure failure) {
        again(failure.reason(), Math.max(backoff.nextMs(), failure.waitMs()));
    }

    private void again(String reason, long delayMs) {
        // Until the first connection it is still connecting; later it is connecting again.
        state.transitionTo(
                state.current() == FeedState.CONNECTING ? FeedState.CONNECTING : FeedState.RECONNECTING,
                reason + "; next attempt in " + delayMs + " ms");
        retry = parts.timers().after(delayMs, this::connect);
    }
}
