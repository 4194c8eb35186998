package io.quotewire.testkit.exchange;

import io.quotewire.feed.source.stream.Line;
import io.quotewire.feed.source.stream.LineListener;
import io.quotewire.feed.source.stream.StreamFailure;
import io.quotewire.testkit.ManualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Both ends of one connection of a {@link MemoryNet}. Not thread-safe. */
final class MemoryLine implements Line, Wire {
    /** So long a client waits for the other side to close. */
    private static final long CLOSING_MS = 1_000;

    private final ManualTime time;
    private final EmulatedExchange exchange;
    private final LineListener listener;
    private final Promise<Void> gone = Promise.promise();
    private @Nullable Caller caller;
    private boolean clientClosed;
    private boolean frozen;
    private boolean over;

    MemoryLine(ManualTime time, EmulatedExchange exchange, LineListener listener) {
        this.time = time;
        this.exchange = exchange;
        this.listener = listener;
    }

    void refuse(StreamFailure failure) {
        gone.complete();
        over = true;
        if (!clientClosed) {
            clientClosed = true;
            listener.ended(failure);
        }
    }

    void connect(String path) {
        if (clientClosed) {
            over = true;
            gone.complete();
            return;
        }
        listener.opened();
        caller = exchange.connected(this, path);
    }

    // The client's end.

    @Override
    public void send(String text) {
        toExchange(() -> exchange.message(caller, text));
    }

    @Override
    public void ping() {
        toExchange(() -> {
            if (exchange.takes(caller)) {
                toClient(listener::alive);
            }
        });
    }

    @Override
    public void close() {
        if (clientClosed) {
            return;
        }
        clientClosed = true;
        if (caller == null || over) {
            return;
        }
        if (frozen) {
            time.after(CLOSING_MS, gone::tryComplete);
        } else {
            time.after(MemoryNet.LATENCY_MS, this::end);
        }
    }

    @Override
    public Future<Void> gone() {
        return gone.future();
    }

    // The exchange's end.

    @Override
    public void text(String text) {
        toClient(() -> listener.frame(Buffer.buffer(text), true));
    }

    @Override
    public void ping(String payload) {
        toClient(() -> {
            listener.alive();
            toExchange(() -> exchange.takes(caller));
        });
    }

    @Override
    public void close(int code, String reason) {
        finish(new StreamFailure(StreamFailure.Kind.CLOSED, "with code " + code + " (" + reason + ")"));
    }

    @Override
    public void cut() {
        finish(new StreamFailure(StreamFailure.Kind.CLOSED, "without a close frame"));
    }

    @Override
    public void freeze() {
        frozen = true;
    }

    @Override
    public void thaw() {
        frozen = false;
        if (clientClosed) {
            end();
        }
    }

    @Override
    public void garbage() {
        finish(new StreamFailure(StreamFailure.Kind.PROTOCOL, "no WebSocket frame"));
    }

    @Override
    public void fragmented(int frames, int bytesEach) {
        Buffer part = Buffer.buffer(" ".repeat(bytesEach));
        toClient(() -> listener.frame(Buffer.buffer("{"), false));
        for (int i = 0; i < frames; i++) {
            toClient(() -> listener.frame(part, false));
        }
        toClient(() -> listener.frame(Buffer.buffer("\"type\":\"status\"}"), true));
    }

    @Override
    public void invalidUtf8() {
        toClient(() -> listener.frame(Buffer.buffer(new byte[] {'{', (byte) 0xff, (byte) 0xfe, '}'}), true));
    }

    private void toExchange(Runnable what) {
        time.after(MemoryNet.LATENCY_MS, () -> {
            if (!frozen && !over) {
                what.run();
            }
        });
    }

    private void toClient(Runnable what) {
        if (frozen) {
            return;
        }
        time.after(MemoryNet.LATENCY_MS, () -> {
            if (!clientClosed) {
                what.run();
            }
        });
    }

    private void finish(StreamFailure failure) {
        toClient(() -> {
            clientClosed = true;
            listener.ended(failure);
        });
        end();
    }

    private void end() {
        if (!over) {
            over = true;
            gone.tryComplete();
            exchange.ended(caller);
        }
    }
}
