package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with the limits that a test gives it, the clients that come to it, and what is counted meanwhile. */
abstract class LimitedGateway {
    static final String PING = "{\"type\":\"ping\"}";
    static final Map<String, String> ANONYMOUS = Map.of();

    private final List<RawSocket> sockets = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    GatewayHarness gateway;

    @TempDir
    Path dir;

    @BeforeEach
    void count() {
        BackendRegistries.setupBackend(new MicrometerMetricsOptions(), registry);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        BackendRegistries.stop(MicrometerMetricsOptions.DEFAULT_REGISTRY_NAME);
    }

    void start(String limits) {
        start(limits, "");
    }

    void start(String limits, String more) {
        gateway = new GatewayHarness(new JsonObject(
                "{'eventLoops':2,'limits':{%s}%s}".formatted(limits, more).replace('\'', '"')));
    }

    RawSocket open(String path, Map<String, String> headers) {
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    RawSocket connected(Map<String, String> headers) {
        RawSocket socket = open("/ws", headers);
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    static Map<String, String> as(String user) {
        return Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER"));
    }

    int status(Map<String, String> headers) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.port(), "/ws", headers)) {
            return socket.status();
        }
    }

    /** A place that was given back is had again; whoever comes meanwhile is refused, and takes none. */
    void awaitLetIn(Map<String, String> headers) {
        Awaitility.await().until(() -> status(headers) == 101);
    }

    double refused() {
        Counter counter =
                registry.find("websocket.errors").tag("code", "RATE_LIMITED").counter();
        return counter == null ? 0 : counter.count();
    }

    static Map<String, String> from(String ip) {
        return Map.of("X-Forwarded-For", ip);
    }

    static int closedWith(RawSocket socket) {
        return socket.await("closed").getInteger("code");
    }

    RawHttp.Answer ask(String method, String path, String... headers) {
        return RawHttp.once(gateway.port(), method, path, "", headers);
    }
}
