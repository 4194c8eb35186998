package io.quotewire.feed.source.stream;

import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.SourceState;
import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.resilience.Backoff;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A live stream that is kept up: one connection at a time, and after every loss another attempt, later and later, without
 * end. A circuit breaker stands around connecting and subscribing. Confined to the event loop that made it.
 */
public final class StreamSource implements Source {
    private static final int CLOSING_TIMEOUT_S = 1;

    private final StreamSettings settings;
    private final ExchangeProtocol protocol;
    private final SourceSink sink;
    private final LongSupplier clockMicros;
    private final Context context;
    private final SourceState state;
    private final Scope scope;
    private final Backoff backoff;
    private final CircuitBreaker breaker;
    private final WebSocketClient client;
    private final Set<StreamConnection> connections = new HashSet<>();
    private @Nullable StreamConnection current;
    private long connectedMicros;
    private long circuitOpenedMicros;
    private boolean stopped;

    /**
     * A stream that has not started.
     *
     * @param vertx where it runs
     * @param settings how it is kept up
     * @param protocol the exchange's particulars
     * @param sink what it reports to
     * @param clockMicros a clock for intervals, microseconds
     * @param random for the jitter of the waits
     */
    public StreamSource(
            Vertx vertx,
            StreamSettings settings,
            ExchangeProtocol protocol,
            SourceSink sink,
            LongSupplier clockMicros,
            RandomGenerator random) {
        this.settings = settings;
        this.protocol = protocol;
        this.sink = sink;
        this.clockMicros = clockMicros;
        this.context = vertx.getOrCreateContext();
        this.state = new SourceState(settings.feed(), sink::stateChanged);
        this.scope = new Scope(vertx);
        this.backoff = new Backoff(settings.backoffMinMs(), settings.backoffMaxMs(), random);
        this.breaker = CircuitBreaker.create(
                        "feed-" + settings.feed(),
                        vertx,
                        new CircuitBreakerOptions()
                                .setMaxFailures(settings.breakerFailures())
                                .setFailuresRollingWindow(settings.breakerWindowMs())
                                .setResetTimeout(settings.breakerMs())
                                // The connection has its own time limits, and they end it, which the breaker's would
                                // not.
                                .setTimeout(-1)
                                .setNotificationAddress(null))
                .openHandler(opened -> circuitOpenedMicros = clockMicros.getAsLong());
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(StreamConnection.MAX_MESSAGE_BYTES)
                .setMaxMessageSize(StreamConnection.MAX_MESSAGE_BYTES)
                .setConnectTimeout(settings.connectTimeoutMs())
                .setClosingTimeout(CLOSING_TIMEOUT_S));
    }

    @Override
    public void start() {
        state.transitionTo(FeedState.CONNECTING, "connecting to " + settings.url());
        connect();
    }

    @Override
    public Future<Void> stop() {
        stopped = true;
        List<Future<?>> ending = new ArrayList<>();
        connections.forEach(connection -> ending.add(connection.gone()));
        if (current != null) {
            current.close();
        }
        breaker.close();
        Promise<Void> released = Promise.promise();
        scope.close()
                .eventually(client::close)
                .eventually(() -> Future.join(ending))
                // The client tells on a thread of its own.
                .onComplete(done -> context.runOnContext(back -> {
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
        return scope.timers() + connections.size();
    }

    private void connect() {
        if (stopped) {
            return;
        }
        if (breaker.state() == CircuitBreakerState.OPEN) {
            // An attempt would only be refused: wait until it may succeed.
            long openMs = (clockMicros.getAsLong() - circuitOpenedMicros) / 1_000;
            again(
                    "circuit open after " + settings.breakerFailures() + " failures",
                    Math.max(1, settings.breakerMs() - openMs + 1));
            return;
        }
        breaker.execute(this::attempt).onComplete(done -> {
            if (done.failed()) {
                lost(StreamFailure.connecting(done.cause()));
            } else if (current != null) {
                // Otherwise it was lost again before the breaker told.
                connected(done.result());
            }
        });
    }

    private Future<String> attempt() {
        sink.numberingRestarted();
        StreamConnection connection = new StreamConnection(settings, protocol, sink, scope, clockMicros);
        connections.add(connection);
        connection.gone().onComplete(gone -> connections.remove(connection));
        current = connection;
        return connection.open(client, this::lost);
    }

    private void connected(String how) {
        connectedMicros = clockMicros.getAsLong();
        state.transitionTo(FeedState.CONNECTED, how);
    }

    private void lost(StreamFailure failure) {
        current = null;
        if (stopped) {
            return;
        }
        boolean wasConnected = state.current() == FeedState.CONNECTED;
        if (wasConnected && clockMicros.getAsLong() - connectedMicros > settings.stableMs() * 1_000) {
            backoff.reset();
        }
        again(failure.reason(), backoff.nextMs());
    }

    private void again(String reason, long delayMs) {
        // Until the first connection it is still connecting; later it is connecting again.
        state.transitionTo(
                state.current() == FeedState.CONNECTING ? FeedState.CONNECTING : FeedState.RECONNECTING,
                reason + "; next attempt in " + delayMs + " ms");
        scope.after(delayMs, this::connect);
    }
}
