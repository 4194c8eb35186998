package io.quotewire.gateway.transport.sockjs;

import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service under one prefix, on one event loop: finds out what a request is and who takes it. Paths are matched as they
 * were sent, before anybody has tidied them up. Confined to that loop.
 */
final class Mount {
    private static final Logger LOG = LoggerFactory.getLogger(Mount.class);
    private static final Pattern IFRAME = Pattern.compile("/iframe[0-9-.a-z_]*\\.html");
    private static final Pattern SESSION = Pattern.compile("/[^/.]+/([^/.]+)/([a-z_]+)");
    private static final String GET = "GET";
    private static final String OPTIONS_GET = "OPTIONS, GET";
    private static final String POST = "POST";
    private static final String OPTIONS_POST = "OPTIONS, POST";

    private final String prefix;
    private final SockJsOptions options;
    private final StaticPages pages;
    private final HttpRequests requests;
    private final WebSocketRequests webSockets;
    private final SessionTable table;

    Mount(String prefix, HttpRequests requests, WebSocketRequests webSockets, SessionTable table) {
        this.prefix = prefix;
        this.requests = requests;
        this.webSockets = webSockets;
        this.table = table;
        options = table.options();
        pages = new StaticPages(options);
    }

    /** What a failed admission is answered with. */
    static SockJsRefusal refusal(Throwable failure) {
        if (failure instanceof SockJsRefusal refusal) {
            return refusal;
        }
        LOG.atError().setCause(failure).log("a client could not be admitted");
        return new SockJsRefusal(500, Map.of(), new JsonObject().put("error", "internal error"));
    }

    void handle(HttpServerRequest request) {
        String path = request.path();
        HttpServerResponse response = request.response();
        if (path == null || !path.startsWith(prefix)) {
            Answers.notFound(response);
        } else if (!options.origins().allows(request.headers().getAll("Origin"), request.getHeader("Host"))) {
            table.originRefused(ClientAddress.of(request));
            Answers.text(response, 403, "this origin may not connect");
        } else {
            route(request, path.substring(prefix.length()));
        }
    }

    SessionTable table() {
        return table;
    }

    void tick() {
        table.tick();
        webSockets.tick();
    }

    void terminate() {
        table.terminate();
        webSockets.terminate();
    }

    int sessions() {
        return table.size() + webSockets.size();
    }

    private void route(HttpServerRequest request, String path) {
        Matcher session = SESSION.matcher(path);
        if (path.isEmpty() || path.equals("/")) {
            only(request, GET, () -> StaticPages.greet(request));
        } else if (path.equals("/info")) {
            only(request, OPTIONS_GET, () -> pages.info(request));
        } else if (path.equals("/websocket")) {
            webSocket(request, false);
        } else if (IFRAME.matcher(path).matches()) {
            only(request, GET, () -> pages.iframe(request));
        } else if (session.matches()) {
            session(request, session.group(1), session.group(2));
        } else {
            Answers.notFound(request.response());
        }
    }

    private void session(HttpServerRequest request, String id, String what) {
        switch (what) {
            case "xhr" -> only(request, OPTIONS_POST, () -> requests.receive(request, id, Transport.XHR));
            case "xhr_streaming" ->
                only(request, OPTIONS_POST, () -> requests.receive(request, id, Transport.XHR_STREAMING));
            case "xhr_send" -> only(request, OPTIONS_POST, () -> requests.send(request, id));
            case "eventsource" -> only(request, GET, () -> requests.receive(request, id, Transport.EVENTSOURCE));
            case "htmlfile" -> only(request, GET, () -> requests.call(request, id, Transport.HTMLFILE));
            case "jsonp" -> only(request, GET, () -> requests.call(request, id, Transport.JSONP));
            case "jsonp_send" -> only(request, POST, () -> requests.sendForm(request, id));
            case "websocket" -> webSocket(request, true);
            default -> Answers.notFound(request.response());
        }
    }

    private void webSocket(HttpServerRequest request, boolean framed) {
        if (options.websocket()) {
            only(request, GET, () -> webSockets.handle(request, framed));
        } else {
            Answers.notFound(request.response());
        }
    }

    private static void only(HttpServerRequest request, String methods, Runnable action) {
        String method = request.method().name();
        if (!List.of(methods.split(", ")).contains(method)) {
            Answers.notAllowed(request.response(), methods);
        } else if (method.equals("OPTIONS")) {
            Answers.preflight(request, methods);
        } else {
            action.run();
        }
    }
}
