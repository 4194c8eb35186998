package io.quotewire.gateway.transport;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Connections on which no request has come yet: whoever does not say in time what it wants is cut, however slowly it goes on
 * saying it. Later silence is the server's idle time-out. Confined to one event loop.
 */
public final class FirstRequests {
    private final long patienceMs;
    private final LongSupplier steadyMs;
    private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();

    /**
     * Nobody waits.
     *
     * @param patienceMs how long a connection may take, milliseconds; 0 = for ever
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public FirstRequests(long patienceMs, LongSupplier steadyMs) {
        this.patienceMs = patienceMs;
        this.steadyMs = steadyMs;
    }

    /**
     * A connection was accepted.
     *
     * @param connection which
     */
    public void accepted(HttpConnection connection) {
        if (patienceMs > 0) {
            waiting.put(connection, steadyMs.getAsLong() + patienceMs);
            connection.closeHandler(closed -> waiting.remove(connection));
        }
    }

    /**
     * A request has come.
     *
     * @param request its head is complete
     */
    public void came(HttpServerRequest request) {
        waiting.remove(request.connection());
    }

    /** Cuts those whose time is over; to be called about every second. */
    public void tick() {
        long nowMs = steadyMs.getAsLong();
        List<HttpConnection> late = new ArrayList<>();
        for (Map.Entry<HttpConnection, Long> entry : waiting.entrySet()) {
            if (entry.getValue() > nowMs) {
                break; // in the order of their deadlines
            }
            late.add(entry.getKey());
        }
        late.forEach(HttpConnection::close);
    }

    /**
     * How many wait.
     *
     * @return a count
     */
    public int size() {
        return waiting.size();
    }
}
