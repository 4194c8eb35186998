package io.quotewire.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real server and the JDK's client. */
final class MetricsFactoryTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
            .withMetrics(new MetricsFactory(registry))
            .build();
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(request -> {
                if (request.path().equals("/ws")) {
                    request.toWebSocket();
                } else if (!request.path().equals("/never")) {
                    request.response().setStatusCode(request.path().length()).end();
                }
            })
            .listen(0)
            .await();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + server.actualPort() + path);
    }

    private double answered(HttpMethod method, int status) {
        return registry
                .find("http.server.requests")
                .tag("port", String.valueOf(server.actualPort()))
                .tag("method", method.name())
                .tag("status", String.valueOf(status))
                .timers()
                .stream()
                .mapToDouble(io.micrometer.core.instrument.Timer::count)
                .sum();
    }

    @Test
    void requestsAreTimedByMethodAndStatus() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI ok = uri("http", "/" + "x".repeat(199));
        for (int i = 0; i < 3; i++) {
            client.send(HttpRequest.newBuilder(ok).build(), HttpResponse.BodyHandlers.discarding());
        }
        client.send(
                HttpRequest.newBuilder(ok)
                        .method("BREW", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        Awaitility.await().until(() -> answered(HttpMethod.GET, 200) == 3);
        Awaitility.await().until(() -> answered(HttpMethod.valueOf("other"), 200) == 1);
        assertThat(registry.find("vertx.http.server.requests").meters()).isEmpty();
    }

    @Test
    void handshakesAreCountedAndNotTimed() {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri("ws", "/ws"), new WebSocket.Listener() {})
                .join();

        Awaitility.await()
                .until(() -> registry.get("http.server.upgrades").counter().count() == 1);
        assertThat(answered(HttpMethod.GET, 101)).isZero();
        socket.abort();
    }

    @Test
    void aClientThatGoesBeforeItsAnswerIsCounted() throws Exception {
        try (java.net.Socket socket = new java.net.Socket("localhost", server.actualPort())) {
            socket.getOutputStream().write("GET /never HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("US-ASCII"));
            Awaitility.await().until(() -> registry.find("http.server.resets").counter() != null);
        }
        Awaitility.await()
                .until(() -> registry.get("http.server.resets").counter().count() == 1);
    }
}
