package io.quotewire.testkit.exchange;

import io.quotewire.feed.source.stream.Dialer;
import io.quotewire.feed.source.stream.Line;
import io.quotewire.feed.source.stream.LineListener;
import io.quotewire.feed.source.stream.StreamAddress;
import io.quotewire.feed.source.stream.StreamFailure;
import io.quotewire.testkit.ManualTime;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Joins a stream with an emulated exchange without sockets; every way takes a millisecond of the test's clock. On command
 * nothing can be reached. Not thread-safe.
 */
public final class MemoryNet implements Dialer {
    static final long LATENCY_MS = 1;

    private final ManualTime time;
    private final EmulatedExchange exchange;
    private final long connectTimeoutMs;
    private Trouble trouble = Trouble.NONE;

    /** What may be wrong before there is a connection. */
    public enum Trouble {
        NONE,
        NO_SUCH_HOST,
        NOBODY_LISTENS,
        NO_TRUST,
        SLOW_HANDSHAKE
    }

    public MemoryNet(ManualTime time, EmulatedExchange exchange, long connectTimeoutMs) {
        this.time = time;
        this.exchange = exchange;
        this.connectTimeoutMs = connectTimeoutMs;
    }

    public void trouble(Trouble now) {
        trouble = now;
    }

    @Override
    public Line dial(StreamAddress address, LineListener listener) {
        MemoryLine line = new MemoryLine(time, exchange, listener);
        StreamFailure failure = failure(trouble);
        long afterMs = trouble == Trouble.SLOW_HANDSHAKE ? connectTimeoutMs : LATENCY_MS;
        time.after(afterMs, () -> {
            if (failure != null) {
                line.refuse(failure);
            } else {
                admit(address, line);
            }
        });
        return line;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private void admit(StreamAddress address, MemoryLine line) {
        URI uri = URI.create(address.url());
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        EmulatedExchange.Admission admission = exchange.admit(path, address.headers());
        if (admission.isGranted()) {
            line.connect(path);
        } else {
            line.refuse(StreamFailure.handshake(
                    admission.status(),
                    admission.retryAfter().isEmpty() ? null : admission.retryAfter(),
                    Instant.ofEpochMilli(time.nowMs())));
        }
    }

    private static @Nullable StreamFailure failure(Trouble trouble) {
        return switch (trouble) {
            case NONE -> null;
            case NO_SUCH_HOST -> new StreamFailure(StreamFailure.Kind.DNS, "no such host");
            case NOBODY_LISTENS -> new StreamFailure(StreamFailure.Kind.CONNECT, "connection refused");
            case NO_TRUST -> new StreamFailure(StreamFailure.Kind.TLS, "no trust");
            case SLOW_HANDSHAKE -> new StreamFailure(StreamFailure.Kind.CONNECT, "timed out");
        };
    }
}
