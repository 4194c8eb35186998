package io.quotewire.gateway.transport.websocket;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handshake on its way to a socket: made in the request's handler, then either accepted or refused, at leisure. Confined
 * to the connection's event loop.
 */
public final class Upgrade {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);
    private final HttpServerRequest request;
    private final UpgradeOptions options;
    private final Takeover takeover;

    private Upgrade(HttpServerRequest request, UpgradeOptions options, Takeover takeover) {
        this.request = request;
        this.options = options;
        this.takeover = takeover;
    }

    /**
     * Takes a handshake that has passed every check which takes no time. From here on the connection is no longer read as
     * HTTP: a refusal closes it.
     *
     * @param request the handshake
     * @param options how sockets are served
     * @return to be accepted or refused
     */
    public static Upgrade begin(HttpServerRequest request, UpgradeOptions options) {
        Takeover takeover = Takeover.prepare(request);
        request.pause();
        return new Upgrade(request, options, takeover);
    }

    /**
     * Not accepted: after this the request can be answered.
     *
     * @return the request
     */
    public HttpServerRequest refuse() {
        request.resume();
        request.response().putHeader("Connection", "close");
        request.response().endHandler(answered -> request.connection().close());
        return request;
    }

    /**
     * Accepts it.
     *
     * @param limits how long a message from the client may be
     * @param served makes the listener of the socket that it is given; what comes is passed on afterwards
     * @param failed called if there is no connection any more
     */
    public void accept(MessageLimits limits, Function<WireSocket, SocketListener> served, Runnable failed) {
        if (!takeover.isOpen()) {
            failed.run();
            return;
        }
        if (options.takeOver() && takeover.possible()) {
            takeOver(limits, served, failed);
        } else {
            upgradeByVertx(limits, served, failed);
        }
    }

    private void takeOver(MessageLimits limits, Function<WireSocket, SocketListener> served, Runnable failed) {
        Optional<Deflate> deflate = options.compression()
                ? Deflate.negotiate(request.headers().getAll("Sec-WebSocket-Extensions"))
                : Optional.empty();
        byte[] answer = options.answers()
                .to(request.headers(), deflate.map(Deflate::header).orElse(null));
        TakenOverSocket socket = new TakenOverSocket(limits, deflate.isPresent() ? options.deflater() : null);
        try {
            takeover.complete(request, socket, deflate.isPresent(), limits);
        } catch (Exception unknownPipeline) {
            LOG.atError().setCause(unknownPipeline).log("a channel could not be taken over");
            Cut.now(Takeover.channelOf(request));
            failed.run();
            return;
        }
        socket.open(answer);
        socket.serve(served.apply(socket));
        // The answer and what the session begins with leave together.
        socket.flush();
        takeover.release();
    }

    private void upgradeByVertx(MessageLimits limits, Function<WireSocket, SocketListener> served, Runnable failed) {
        // Both may be lists, in several headers, of which Vert.x looks at the first only.
        request.headers().set("Connection", "Upgrade").set("Upgrade", "websocket");
        takeover.beforeUpgrade();
        request.toWebSocket().onSuccess(socket -> serve(socket, limits, served)).onFailure(failure -> {
            LOG.atDebug().addKeyValue("cause", failure.getMessage()).log("upgrade failed");
            failed.run();
        });
        forgetWhenReset(failed);
        request.resume();
    }

    /**
     * The request's end is still on its way through Vert.x's queue. If the client goes before it has come, Vert.x would fail
     * the upgrade, then complete it all the same, and log that as its error: so it is told of one of both only.
     */
    private void forgetWhenReset(Runnable failed) {
        request.exceptionHandler(gone -> {
            if (!request.isEnded()) {
                request.exceptionHandler(null);
                request.endHandler(null);
                failed.run();
            }
        });
    }

    private void serve(ServerWebSocket socket, MessageLimits limits, Function<WireSocket, SocketListener> served) {
        UnsentLimit.on(request);
        PlainSocket plain = new PlainSocket(socket, Takeover.channelOf(request), limits);
        plain.serve(served.apply(plain));
        takeover.release();
    }
}
