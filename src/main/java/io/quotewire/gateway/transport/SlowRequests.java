package io.quotewire.gateway.transport;

import io.quotewire.gateway.transport.websocket.Cut;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.LongSupplier;

/**
 * Connections on which no request has come yet, and requests whose body has not: whoever does not say in time what it wants
 * is cut, however slowly it goes on saying it. Later silence is the server's idle time-out. Confined to one event loop.
 */
public final class SlowRequests {
    private final Deadlines<HttpConnection> heads;
    private final Deadlines<HttpConnection> bodies;

    /**
     * Nobody waits.
     *
     * @param patienceMs how long a connection may take to its first request, and a body from its head to its end,
     *     milliseconds; 0 = for ever
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public SlowRequests(long patienceMs, LongSupplier steadyMs) {
        heads = new Deadlines<>(patienceMs, steadyMs);
        bodies = new Deadlines<>(patienceMs, steadyMs);
    }

    /**
     * A connection was accepted.
     *
     * @param connection which
     */
    public void accepted(HttpConnection connection) {
        heads.begin(connection);
        connection.closeHandler(closed -> {
            heads.end(connection);
            bodies.end(connection);
        });
    }

    /**
     * A request has come.
     *
     * @param request its head is complete
     */
    public void came(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        heads.end(connection);
        if (hasBody(request)) {
            bodies.begin(connection);
            request.end().onComplete(over -> bodies.end(connection));
        }
    }

    /** Cuts those whose time is over; to be called about every second. */
    public void tick() {
        heads.late().forEach(HttpConnection::close);
        bodies.late().forEach(Cut::now);
    }

    /**
     * How many connections and bodies are waited for.
     *
     * @return a count
     */
    public int size() {
        return heads.size() + bodies.size();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }
}
