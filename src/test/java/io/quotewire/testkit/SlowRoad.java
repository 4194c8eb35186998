package io.quotewire.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on to a port of loopback, both ways, each piece so much later. */
public final class SlowRoad implements AutoCloseable {
    private final Vertx vertx;
    private final NetServer server;
    private final NetClient client;
    private final AtomicInteger delayMs = new AtomicInteger();

    /** Begins without a delay. */
    public SlowRoad(Vertx vertx, int port) {
        this.vertx = vertx;
        client = vertx.createNetClient();
        server = vertx.createNetServer()
                .connectHandler(from -> {
                    from.pause();
                    client.connect(port, "127.0.0.1")
                            .onSuccess(to -> {
                                join(from, to);
                                join(to, from);
                                from.resume();
                            })
                            .onFailure(failure -> from.close());
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    /** Where it begins. */
    public int port() {
        return server.actualPort();
    }

    /** From now on. */
    public void delay(int milliseconds) {
        delayMs.set(milliseconds);
    }

    @Override
    public void close() {
        server.close().await();
        client.close().await();
    }

    private void join(NetSocket from, NetSocket to) {
        from.handler(piece -> pass(piece, to));
        from.closeHandler(end -> to.close());
    }

    private void pass(Buffer piece, NetSocket to) {
        int delay = delayMs.get();
        if (delay == 0) {
            to.write(piece);
        } else {
            vertx.setTimer(delay, due -> to.write(piece));
        }
    }
}
