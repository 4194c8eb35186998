package io.quotewire.feed.source.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.time.InstantSource;

/** A line over Vert.x's WebSocket. It ends once, whatever the cause. Confined to the event loop of its source. */
final class WebSocketLine implements Line {
    private final ClientWebSocket socket;
    private final InstantSource clock;
    private final LineListener listener;
    private final Promise<Void> gone = Promise.promise();
    private boolean open;
    private boolean ended;

    WebSocketLine(ClientWebSocket socket, InstantSource clock, LineListener listener) {
        this.socket = socket;
        this.clock = clock;
        this.listener = listener;
    }

    void connect(WebSocketConnectOptions options) {
        socket.frameHandler(this::frame);
        socket.pongHandler(pong -> alive());
        socket.exceptionHandler(cause -> end(StreamFailure.broken(cause)));
        socket.closeHandler(closed -> {
            gone.tryComplete();
            end(new StreamFailure(StreamFailure.Kind.CLOSED, closeText()));
        });
        socket.connect(options).onComplete(done -> {
            if (done.failed()) {
                gone.tryComplete();
                end(StreamFailure.connecting(done.cause(), clock.instant()));
            } else if (ended) {
                socket.close();
            } else {
                open = true;
                listener.opened();
            }
        });
    }

    @Override
    public void send(String text) {
        if (!ended) {
            socket.writeTextMessage(text).onFailure(cause -> end(StreamFailure.broken(cause)));
        }
    }

    @Override
    public void ping() {
        if (!ended) {
            socket.writePing(Buffer.buffer("quotewire")).onFailure(cause -> end(StreamFailure.broken(cause)));
        }
    }

    @Override
    public void close() {
        ended = true;
        // Before the handshake is done there is nothing to close.
        if (open && !gone.future().isComplete()) {
            socket.close();
        }
    }

    @Override
    public Future<Void> gone() {
        return gone.future();
    }

    private void frame(WebSocketFrame frame) {
        if (ended) {
            return;
        }
        if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
            listener.frame(frame.binaryData(), frame.isFinal());
        } else {
            listener.alive();
        }
    }

    private void alive() {
        if (!ended) {
            listener.alive();
        }
    }

    private void end(StreamFailure failure) {
        if (!ended) {
            close();
            listener.ended(failure);
        }
    }

    private String closeText() {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        return (code == null ? StreamFailure.NO_CLOSE_FRAME : "with code " + code)
                + (reason == null || reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
