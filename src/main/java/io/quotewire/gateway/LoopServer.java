package io.quotewire.gateway;

import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.tls.ServerCertificate;
import io.quotewire.gateway.tls.TlsOptions;
import io.quotewire.gateway.tls.TlsPolicy;
import io.quotewire.gateway.transport.AddressCheck;
import io.quotewire.gateway.transport.HttpsRedirect;
import io.quotewire.gateway.transport.RequestCheck;
import io.quotewire.gateway.transport.SlowRequests;
import io.quotewire.gateway.transport.sockjs.SockJsOptions;
import io.quotewire.kit.http.TrustedProxies;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP servers of one event loop: one, or with TLS another that sends everybody there. What every request has to pass on its
 * way to the routes. Confined to that loop.
 */
final class LoopServer {
    /** A negative port is Vert.x's way of saying: any free one, the same for all who say this number. */
    private static final int ANY_SHARED_PORT = -1;

    private static final int ANY_SHARED_TLS_PORT = -2;

    /** Above the 25 seconds between two heartbeats of SockJS. */
    private static final int IDLE_SECONDS = 60;

    private static final int CLOSING_TIMEOUT_SECONDS = 5;
    private static final int BACKLOG = 4096;

    private final SlowRequests slow;
    private final RequestCheck requests;
    private final AddressCheck addresses;
    private final TrustedProxies proxies;
    private final boolean proxyProtocol;
    private final HttpServer main;
    private final HttpServerOptions mainOptions;
    private final @Nullable HttpServer redirecting;

    /**
     * Does not listen yet.
     *
     * @param vertx the process's
     * @param options how to listen
     * @param certificate what is shown; null without TLS
     * @param checks what requests have to pass
     * @param routes where they go
     */
    LoopServer(
            Vertx vertx,
            GatewayOptions options,
            @Nullable ServerCertificate certificate,
            Checks checks,
            Handler<HttpServerRequest> routes) {
        slow = checks.slow();
        requests = checks.requests();
        addresses = checks.addresses();
        proxies = options.trustedProxies();
        proxyProtocol = options.proxyProtocol();
        if (certificate == null) {
            mainOptions = httpOptions(options, plainPort(options));
            main = server(vertx, mainOptions, routes);
            redirecting = null;
            return;
        }
        TlsOptions tls = options.tls();
        mainOptions = httpOptions(options, tls.port() == 0 ? ANY_SHARED_TLS_PORT : tls.port());
        TlsPolicy.apply(mainOptions, tls, certificate, options.limits().handshakeSeconds());
        main = server(vertx, mainOptions, strictly(routes, tls.hstsSeconds()));
        redirecting = tls.redirect()
                ? server(vertx, httpOptions(options, plainPort(options)), new HttpsRedirect(this::actualPort, routes))
                : null;
    }

    /**
     * What a request has to pass.
     *
     * @param slow whoever takes too long is cut
     * @param requests what is no request at all
     * @param addresses who may come at all
     */
    record Checks(SlowRequests slow, RequestCheck requests, AddressCheck addresses) {}

    /** Listens; fails where a port is taken. */
    Future<Void> listen() {
        Future<HttpServer> listening = main.listen();
        HttpServer second = redirecting;
        return (second == null ? listening : listening.compose(ready -> second.listen())).mapEmpty();
    }

    /** Listens no more, and closes what is open. */
    Future<Void> close() {
        List<Future<?>> closing = new ArrayList<>();
        closing.add(main.close());
        if (redirecting != null) {
            closing.add(redirecting.close());
        }
        return Future.join(closing).mapEmpty();
    }

    /** Shows another certificate to whoever comes from now on. */
    Future<Void> show(ServerCertificate certificate) {
        return main.updateSSLOptions(TlsPolicy.renewed(mainOptions, certificate))
                .mapEmpty();
    }

    /** Where clients are served. */
    int actualPort() {
        return main.actualPort();
    }

    /** Where clients are sent on to it; 0 if nowhere. */
    int redirectingPort() {
        return redirecting == null ? 0 : redirecting.actualPort();
    }

    private HttpServer server(Vertx vertx, HttpServerOptions http, Handler<HttpServerRequest> routes) {
        HttpServer server = vertx.createHttpServer(http).connectionHandler(this::accept);
        server.invalidRequestHandler(request -> {
            proxies.settle(request);
            requests.undecodable(request);
        });
        return server.requestHandler(request -> {
            if (isForged(request.connection())) {
                // It is being closed; this had come along with the header.
                return;
            }
            slow.came(request);
            proxies.settle(request);
            request.response()
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Referrer-Policy", "no-referrer");
            if (requests.passes(request) && addresses.passes(request)) {
                routes.handle(request);
            }
        });
    }

    private void accept(HttpConnection connection) {
        if (isForged(connection)) {
            addresses.forged("" + connection.remoteAddress(true).hostAddress());
            connection.close();
        } else {
            slow.accepted(connection);
        }
    }

    /** Whether somebody else than a proxy of ours says where the client is. */
    private boolean isForged(HttpConnection connection) {
        return proxyProtocol && !proxies.haveOpened(connection);
    }

    /** RFC 6797. */
    private static Handler<HttpServerRequest> strictly(Handler<HttpServerRequest> routes, int hstsSeconds) {
        if (hstsSeconds == 0) {
            return routes;
        }
        String text = "max-age=" + hstsSeconds;
        return request -> {
            request.response().putHeader("Strict-Transport-Security", text);
            routes.handle(request);
        };
    }

    private static int plainPort(GatewayOptions options) {
        return options.port() == 0 ? ANY_SHARED_PORT : options.port();
    }

    /** How such a server listens, and serves the WebSockets that are left to Vert.x. */
    private static HttpServerOptions httpOptions(GatewayOptions options, int port) {
        return new HttpServerOptions()
                .setHost(options.host())
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                .setUseProxyProtocol(options.proxyProtocol())
                .setProxyProtocolTimeout(options.limits().handshakeSeconds())
                .setProxyProtocolTimeoutUnit(TimeUnit.SECONDS)
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
