package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revocation on several processes, one of which starts after it. */
class RevocationIT {
    private static final int CONNECTIONS = 1_000;
    private static final List<String> LIMITS_OFF =
            List.of("connectionsPerIp", "connectionsPerUser", "handshakesPerSecondPerIp", "authFailuresPerMinutePerIp");

    @TempDir
    Path dir;

    private Path cluster;

    @BeforeEach
    void cluster() throws IOException {
        cluster = OwnCluster.file(dir);
    }

    private NodeProcess node(String name, String roles) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--cluster",
                "--cluster-config",
                cluster.toString(),
                "--roles",
                roles,
                "--set",
                "gateway.auth.secret=" + GatewayHarness.SECRET));
        LIMITS_OFF.forEach(limit -> arguments.addAll(List.of("--set", "gateway.limits." + limit + "=0")));
        return NodeProcess.run(dir.resolve(name), arguments.toArray(String[]::new));
    }

    private static RawSocket open(NodeProcess node, String path, String token) {
        int port = URI.create(node.gateway()).getPort();
        return new RawSocket(port, path, Map.of("Authorization", "Bearer " + token));
    }

    private static int status(NodeProcess node, String token) throws IOException {
        try (RawSocket socket = open(node, "/ws", token)) {
            return socket.status();
        }
    }

    private static JsonObject revoke(NodeProcess node, String user) throws IOException {
        try (RawSocket bridge = open(node, "/eventbus/websocket", GatewayHarness.token("root", "ADMIN"))) {
            bridge.send(new JsonObject()
                    .put("type", "send")
                    .put("address", "control.revoke")
                    .put("replyAddress", "r")
                    .put("body", new JsonObject().put("userId", user).put("reason", "lost phone"))
                    .encode());
            return bridge.await("rec").getJsonObject("body");
        }
    }

    private String audit() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void aThousandConnectionsOnTwoNodesAreClosedAndTheirTokenIsWorthlessOnAThird() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String old = GatewayHarness.token("ann", "VIEWER", "old", now - 60);
        List<RawSocket> hers = new ArrayList<>();
        try (NodeProcess a = node("a", "feed,gateway").awaitReady();
                NodeProcess b = node("b", "gateway").awaitReady();
                RawSocket bob = open(b, "/ws", GatewayHarness.token("bob", "VIEWER"))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                RawSocket socket = open(i % 2 == 0 ? a : b, "/ws", old);
                assertThat(socket.status()).isEqualTo(101);
                hers.add(socket);
            }
            hers.forEach(socket -> socket.await("connected"));

            long begunNanos = System.nanoTime();
            JsonObject reply = revoke(a, "ann");
            long repliedMs = Duration.ofNanos(System.nanoTime() - begunNanos).toMillis();
            for (RawSocket socket : hers) {
                assertThat(socket.await("closed").getInteger("code")).isEqualTo(4504);
                socket.close();
            }
            long closedMs = Duration.ofNanos(System.nanoTime() - begunNanos).toMillis();
            System.out.println("revoked: answered after " + repliedMs + " ms, the last of " + CONNECTIONS
                    + " connections read its close frame after " + closedMs + " ms");

            assertThat(reply.getInteger("closed")).isEqualTo(CONNECTIONS);
            assertThat(reply.getInteger("nodes")).isEqualTo(2);
            for (int i = 0; i < CONNECTIONS; i++) {
                assertThat(status(i % 2 == 0 ? b : a, old)).isEqualTo(401);
            }
            bob.send("{\"type\":\"ping\"}");
            bob.await("pong");
            try (NodeProcess c = node("c", "gateway").awaitReady()) {
                assertThat(status(c, old)).isEqualTo(401);
                String fresh = GatewayHarness.token("ann", "VIEWER", "new", System.currentTimeMillis() / 1000);
                assertThat(status(c, fresh)).isEqualTo(101);
                assertThat(status(a, fresh)).isEqualTo(101);
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(audit())
                            .contains("\"command\":\"revoke\"", "\"by\":\"root\"", "REVOKED")
                            .doesNotContain(old));
        }
    }
}
