package io.quotewire.gateway.transport;

import io.netty.handler.codec.http.HttpObjectDecoder;
import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.session.Endpoint;
import io.quotewire.gateway.transport.sockjs.SockJsOptions;
import io.quotewire.gateway.transport.sockjs.SockJsServer;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every address that the gateway's port serves. Confined to one event loop. */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String CONTENT_SECURITY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Where WebSockets are opened, but for those of one symbol. */
    private static final Map<String, Endpoint> DOORS = Map.of(
            "/ws", Endpoint.TRADING,
            "/ws/trading", Endpoint.TRADING,
            "/ws/prices", Endpoint.PRICES,
            "/api/notifications/ws", Endpoint.NOTIFICATIONS);

    /** Where the browser's part of SockJS is: clients load it where no WebSocket can be opened; the version is the pom's. */
    private static final String SOCKJS_CLIENT = "META-INF/resources/webjars/sockjs-client/1.6.1/dist";

    /** The path that it is served under. */
    static final String SOCKJS_LIBRARY = "/client/vendor/sockjs.min.js";

    private Routes() {}

    /**
     * Makes what answers the requests of one event loop: a router, but for what comes to a door as it is written. Storms of
     * WebSockets are spared the way through the router.
     *
     * @param services what the transports share
     * @param sockJs the loop's SockJS server
     * @param busPeers the loop's part of the event-bus bridge
     * @return takes a request
     */
    public static Handler<HttpServerRequest> create(
            TransportServices services, SockJsServer sockJs, BusPeers busPeers) {
        Router router = Router.router(services.vertx());
        TransportRecords records = new TransportRecords(services);
        WebSocketEndpoint webSockets = new WebSocketEndpoint(services);
        HttpAuthentication authentication = new HttpAuthentication(services);
        router.route().failureHandler(context -> bodyless(context, records));
        new HealthRoutes(services.vertx()).mount(router);
        DOORS.forEach((path, endpoint) ->
                router.route(path).handler(context -> webSockets.handle(context.request(), endpoint, null)));
        router.route("/ws/prices/:symbol")
                .handler(context -> webSockets.handle(context.request(), Endpoint.SYMBOL, context.pathParam("symbol")));
        SockJsOptions sockJsOptions = SockJsOptions.of(
                services.origins(), SOCKJS_LIBRARY, services.limits().maxMessageBytes());
        sockJs.mount(router, "/sockjs", sockJsOptions, new SockJsEndpoint(services));
        sockJs.mount(router, "/eventbus", sockJsOptions, busPeers);
        if (services.diagnostics()) {
            new Diagnostics(services, sockJs).mount(router);
        }
        new CrossOrigin(services).mount(router);
        new SchemaApi(services).mount(router);
        new PriceApi(services, authentication).mount(router);
        new NotificationApi(services, authentication).mount(router);
        new TicketApi(services, authentication).mount(router);
        new ChannelApi(services, authentication).mount(router);
        router.route("/client/vendor/*").handler(Routes::secure).handler(files(SOCKJS_CLIENT));
        router.route("/client/*").handler(Routes::secure).handler(files("client"));
        router.route().handler(Routes::secure).handler(files("page"));
        refusals(router, records);
        router.errorHandler(500, context -> failed(context.request(), context.failure()));
        return request -> {
            Endpoint door = DOORS.get(request.path());
            if (door == null) {
                router.handle(request);
            } else {
                enter(webSockets, request, door);
            }
        };
    }

    private static void enter(WebSocketEndpoint webSockets, HttpServerRequest request, Endpoint door) {
        try {
            webSockets.handle(request, door, null);
        } catch (RuntimeException defect) {
            failed(request, defect);
        }
    }

    private static StaticHandler files(String folder) {
        return StaticHandler.create(folder)
                .setDirectoryListing(false)
                .setIncludeHidden(false)
                .setCachingEnabled(true)
                .setFilesReadOnly(false)
                .setMaxAgeSeconds(0)
                .setDefaultContentEncoding("UTF-8");
    }

    private static void secure(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", CONTENT_SECURITY);
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        context.next();
    }

    /** What nobody serves, and what is too long. */
    private static void refusals(Router router, TransportRecords records) {
        Handler<RoutingContext> notFound =
                context -> refuse(context, records, 404, Refusal.of(ErrorCode.UNKNOWN_TYPE, "there is nothing here"));
        router.route().last().handler(notFound);
        router.errorHandler(404, notFound);
        router.errorHandler(
                405,
                context -> refuse(context, records, 405, Refusal.of(ErrorCode.UNKNOWN_TYPE, "not with this method")));
        router.errorHandler(
                413,
                context ->
                        refuse(context, records, 413, Refusal.of(ErrorCode.MESSAGE_TOO_LARGE, "the body is too long")));
    }

    private static void refuse(RoutingContext context, TransportRecords records, int status, Refusal refusal) {
        records.refused(Whom.at(ClientAddress.of(context.request())), refusal.code(), "HTTP");
        HttpAnswers.refuse(context.response(), status, refusal);
    }

    /** A client that goes in the middle of its body, or sends what is no body, gets no answer, and is no failure of ours. */
    private static void bodyless(RoutingContext context, TransportRecords records) {
        Throwable failure = context.failure();
        if (failure == null || context.request().isEnded()) {
            context.next();
        } else if (isUndecodable(failure)) {
            records.refused(Whom.at(ClientAddress.of(context.request())), ErrorCode.BAD_MESSAGE, "HTTP");
        } else if (!(failure instanceof HttpClosedException || failure instanceof IOException)) {
            context.next();
        }
    }

    /** The decoder passes on whatever its parsing threw; while it is on the stack none of our code is. */
    private static boolean isUndecodable(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(HttpObjectDecoder.class.getName()));
    }

    private static void failed(HttpServerRequest request, Throwable defect) {
        LOG.atError().addKeyValue("path", request.path()).setCause(defect).log("HTTP request failed");
        HttpAnswers.refuse(request.response(), Refusal.of(ErrorCode.INTERNAL, "internal error"));
    }
}
