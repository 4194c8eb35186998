package io.quotewire.feed.source.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.InstantSource;

/** Opens real WebSockets. Confined to the event loop of its source. */
final class WebSocketDialer implements Dialer {
    private static final int CLOSING_TIMEOUT_S = 1;

    private final WebSocketClient client;
    private final int connectTimeoutMs;
    private final InstantSource clock;

    WebSocketDialer(Vertx vertx, int connectTimeoutMs, InstantSource clock) {
        this.clock = clock;
        this.connectTimeoutMs = connectTimeoutMs;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(StreamConnection.MAX_MESSAGE_BYTES)
                .setMaxMessageSize(StreamConnection.MAX_MESSAGE_BYTES)
                .setConnectTimeout(connectTimeoutMs)
                .setClosingTimeout(CLOSING_TIMEOUT_S));
    }

    @Override
    public Line dial(StreamAddress address, LineListener listener) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setAbsoluteURI(address.url()).setTimeout(connectTimeoutMs);
        address.headers().forEach(options::addHeader);
        WebSocketLine line = new WebSocketLine(client.webSocket(), clock, listener);
        line.connect(options);
        return line;
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
