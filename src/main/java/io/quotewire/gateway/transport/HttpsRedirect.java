package io.quotewire.gateway.transport;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;

/**
 * Sends whoever comes without TLS to where it is spoken, with the method and the body they came with (308, RFC 9110 section
 * 15.4.9); a WebSocket handshake too. Health is answered here: whoever probes a node need not know its certificate. Confined to
 * one event loop.
 */
public final class HttpsRedirect implements Handler<HttpServerRequest> {
    private static final int HTTPS = 443;
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");
    private final IntSupplier port;
    private final Handler<HttpServerRequest> health;

    /**
     * Knows the way.
     *
     * @param port where TLS is spoken
     * @param health answers what is about health
     */
    public HttpsRedirect(IntSupplier port, Handler<HttpServerRequest> health) {
        this.port = port;
        this.health = health;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (AddressCheck.isHealth(request.path())) {
            health.handle(request);
            return;
        }
        String host = PORT.matcher(request.getHeader("Host")).replaceFirst("");
        String where = port.getAsInt() == HTTPS ? "" : ":" + port.getAsInt();
        // A whole address would name its own host; only what follows it counts.
        String rest = request.query() == null ? request.path() : request.path() + "?" + request.query();
        request.response()
                .setStatusCode(308)
                .putHeader("Location", "https://" + host + where + rest)
                .putHeader("Connection", "close")
                .endHandler(answered -> request.connection().close());
        request.response().end();
    }
}
