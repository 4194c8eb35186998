package io.quotewire.monitoring;

import io.quotewire.monitoring.admin.AdminApi;
import io.quotewire.monitoring.admin.AdminOperation;
import io.quotewire.monitoring.health.Answer;
import io.quotewire.monitoring.health.HealthPath;
import io.quotewire.monitoring.metrics.Exposition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves health, metrics and the figures of the cluster over HTTP. Confined to the context that made it. */
final class ManagementServer {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int IDLE_SECONDS = 30;
    private static final String JSON = "application/json";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String METRICS = "/metrics";
    private static final String STATUS = "/status";
    private static final Map<String, HealthPath> PATHS = Map.of(
            "/health/live", HealthPath.LIVE,
            "/health/ready", HealthPath.READY,
            "/health", HealthPath.ALL,
            "/ws/health", HealthPath.WEBSOCKET,
            "/health/websocket", HealthPath.WEBSOCKET);

    private final Vertx vertx;
    private final Function<HealthPath, Future<Answer>> health;
    private final Supplier<Future<Answer>> status;
    private final Optional<Exposition> metrics;
    private final Optional<AdminApi> admin;
    private final HttpServer server;

    /**
     * A server that does not listen yet.
     *
     * @param vertx runs it
     * @param health answers the health paths; its futures do not fail
     * @param status answers {@code /status}: the figures of the cluster
     * @param metrics what {@code /metrics} shows; without it, 503
     * @param admin answers administrators, if anybody does
     */
    ManagementServer(
            Vertx vertx,
            Function<HealthPath, Future<Answer>> health,
            Supplier<Future<Answer>> status,
            Optional<Exposition> metrics,
            Optional<AdminApi> admin) {
        this.vertx = vertx;
        this.health = health;
        this.status = status;
        this.metrics = metrics;
        this.admin = admin;
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
                .requestHandler(this::handle);
    }

    /**
     * Listens.
     *
     * @param host on which address
     * @param port on which TCP port; 0 takes a free one
     * @return the port; fails with a text for the operator
     */
    Future<Integer> listen(String host, int port) {
        return server.listen(port, host)
                .map(HttpServer::actualPort)
                .recover(failure -> Future.failedFuture(new IllegalStateException(
                        "monitoring.port: cannot listen on " + host + ":" + port + ": " + failure.getMessage(),
                        failure)));
    }

    /**
     * Stops listening and ends every connection.
     *
     * @return when done
     */
    Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response()
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String path = request.path();
        HealthPath question = path == null ? null : PATHS.get(path);
        if (path != null && admin.isPresent() && isAdmin(path)) {
            admin.get().handle(request);
        } else if (question == null && !METRICS.equals(path) && !STATUS.equals(path)) {
            refuse(request, 404, "not found");
        } else if (!READING.contains(request.method())) {
            response.putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            refuse(request, 405, "method not allowed");
        } else if (question != null) {
            reply(request, health.apply(question));
        } else if (STATUS.equals(path)) {
            reply(request, status.get());
        } else {
            scrape(request);
        }
    }

    private static boolean isAdmin(String path) {
        return path.equals(AdminOperation.PREFIX) || path.startsWith(AdminOperation.PREFIX + "/");
    }

    private static void reply(HttpServerRequest request, Future<Answer> answered) {
        answered.onSuccess(answer -> end(request, answer.status(), JSON, buffer(answer.body())))
                .onFailure(failure -> fail(request, failure));
    }

    private void scrape(HttpServerRequest request) {
        if (metrics.isEmpty()) {
            end(request, 503, JSON, buffer(error("this process keeps no metrics")));
            return;
        }
        Exposition exposition = metrics.get();
        vertx.executeBlocking(() -> Buffer.buffer(exposition.text()), false)
                .onSuccess(text -> end(request, 200, Exposition.CONTENT_TYPE, text))
                .onFailure(failure -> fail(request, failure));
    }

    /** What is refused may have a body of any size: the connection ends, so nobody reads it. */
    private void refuse(HttpServerRequest request, int status, String text) {
        if (!READING.contains(request.method())) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        end(request, status, JSON, buffer(error(text)));
    }

    private static void fail(HttpServerRequest request, Throwable failure) {
        LOG.atError().setCause(failure).addKeyValue("path", request.path()).log("management request failed");
        end(request, 500, JSON, buffer(error("internal")));
    }

    private static JsonObject error(String text) {
        return new JsonObject().put("error", text);
    }

    private static Buffer buffer(JsonObject json) {
        return json.toBuffer();
    }

    private static void end(HttpServerRequest request, int status, String type, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        if (HttpMethod.HEAD.equals(request.method())) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
