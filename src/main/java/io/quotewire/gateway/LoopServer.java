package io.quotewire.gateway;

import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.transport.AddressCheck;
import io.quotewire.gateway.transport.RequestCheck;
import io.quotewire.gateway.transport.SlowRequests;
import io.quotewire.gateway.transport.sockjs.SockJsOptions;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The HTTP server of one event loop: what every request has to pass on its way to the routes. Stateless. */
final class LoopServer {
    /** Above the 25 seconds between two heartbeats of SockJS. */
    private static final int IDLE_SECONDS = 60;

    private static final int CLOSING_TIMEOUT_SECONDS = 5;
    private static final int BACKLOG = 4096;

    private LoopServer() {}

    /** A server that does not listen yet. */
    static HttpServer of(
            Vertx vertx,
            HttpServerOptions options,
            SlowRequests slow,
            AddressCheck addresses,
            Handler<HttpServerRequest> routes) {
        return vertx.createHttpServer(options).connectionHandler(slow::accepted).requestHandler(request -> {
            slow.came(request);
            if (RequestCheck.passes(request) && addresses.passes(request)) {
                routes.handle(request);
            }
        });
    }

    /** How such a server listens, and serves the WebSockets that are left to Vert.x. */
    static HttpServerOptions options(GatewayOptions options, int port) {
        return new HttpServerOptions()
                .setHost(options.host())
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                // Everything of a connection happens on its own event loop: no queue is needed for what others write.
                .setStrictThreadMode(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxWebSocketFrameSize(options.limits().maxMessageBytes() * SockJsOptions.BODY_FACTOR)
                .setMaxWebSocketMessageSize(options.limits().maxMessageBytes() * SockJsOptions.BODY_FACTOR)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(CLOSING_TIMEOUT_SECONDS)
                .addWebSocketSubProtocol(Messages.SUBPROTOCOL);
    }
}
