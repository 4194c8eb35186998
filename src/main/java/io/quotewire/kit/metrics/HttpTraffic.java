package io.quotewire.kit.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.spi.metrics.HttpServerMetrics;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.observability.HttpResponse;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Times what one HTTP server answers, and counts its handshakes of WebSockets, for which a look-up in the registry would be
 * felt: they come in storms. Thread-safe, as meters are.
 */
final class HttpTraffic implements HttpServerMetrics<HttpTraffic.Begun, Void, Void> {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private final MeterRegistry registry;
    private final String port;
    private final Counter upgrades;
    private final Counter resets;

    /**
     * Nothing was asked yet.
     *
     * @param registry the process's
     * @param port the server's; tells the servers of one process apart
     */
    HttpTraffic(MeterRegistry registry, int port) {
        this.registry = registry;
        this.port = String.valueOf(port);
        upgrades = counter("http.server.upgrades", "Connections that became WebSockets");
        resets = counter("http.server.resets", "Requests whose connection ended before they were answered");
    }

    /** A request that has come. Confined to its connection's event loop. */
    static final class Begun {
        private final HttpMethod method;
        private final long nanos = System.nanoTime();
        private boolean reset;

        private Begun(HttpMethod method) {
            this.method = method;
        }
    }

    @Override
    public Begun requestBegin(Void connection, HttpRequest request) {
        return new Begun(request.method());
    }

    /** Vert.x says it twice where a connection is reset: of the error, then of the end. */
    @Override
    public void requestReset(Begun request) {
        if (!request.reset) {
            request.reset = true;
            resets.increment();
        }
    }

    @Override
    public void responseEnd(Begun request, HttpResponse response, long bytes) {
        int status = response.statusCode();
        if (status == SWITCHING_PROTOCOLS) {
            upgrades.increment();
            return;
        }
        Timer.builder("http.server.requests")
                .description("Requests that were answered, from their head to the end of the answer")
                .tag("port", port)
                .tag("method", KNOWN.contains(request.method) ? request.method.name() : "other")
                .tag("status", String.valueOf(status))
                .register(registry)
                .record(System.nanoTime() - request.nanos, TimeUnit.NANOSECONDS);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tag("port", port).register(registry);
    }
}
