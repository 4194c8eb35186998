package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever goes too far on one node after another is blocked on all of them, also on one that starts later. */
class EscalationIT {
    private static final String HERE = "127.0.0.1";
    private static final String ROOT = "Authorization: Bearer " + GatewayHarness.token("root", "ADMIN");
    private static final String JSON = "Content-Type: application/json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private Path cluster;

    @BeforeEach
    void cluster() throws IOException {
        cluster = OwnCluster.file(dir);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** One message at a time is allowed, and three closes are one too many. */
    private NodeProcess node(String name, int management, int blockSeconds) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("--cluster", "--cluster-config", cluster.toString(), "--roles", "gateway"));
        Stream.of(
                        "monitoring.port=" + management,
                        "gateway.auth.secret=" + GatewayHarness.SECRET,
                        "gateway.limits.messagesPerSecond=1",
                        "gateway.limits.burst=1",
                        "gateway.limits.blockAfter=3",
                        "gateway.limits.blockSeconds=" + blockSeconds)
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return NodeProcess.run(dir.resolve(name), arguments.toArray(String[]::new));
    }

    private static RawSocket open(NodeProcess node) {
        return new RawSocket(URI.create(node.gateway()).getPort(), "/ws");
    }

    private static int status(NodeProcess node) throws IOException {
        try (RawSocket socket = open(node)) {
            return socket.status();
        }
    }

    private static void awaitStatus(NodeProcess node, int status) {
        Awaitility.await().atMost(PATIENCE).until(() -> status(node) == status);
    }

    private static void goTooFar(NodeProcess node) throws IOException {
        try (RawSocket socket = open(node)) {
            socket.await("connected");
            for (int i = 0; i < 4; i++) {
                socket.send("{\"type\":\"symbols\"}");
            }
            assertThat(socket.await("closed").getInteger("code")).isEqualTo(4029);
        }
    }

    private static JsonArray blocks(int management) {
        RawHttp.Answer answer = RawHttp.once(management, "GET", "/admin/blocks", "", ROOT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonArray("blocks");
    }

    /** How many blocks a node has given without an administrator, as its metrics say. */
    private static double given(int management) {
        return RawHttp.once(management, "GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith("control_blocks_automatic_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private long audited(String... nodes) {
        return Stream.of(nodes)
                .flatMap(node -> new AuditRows(dir.resolve(node)).all().stream())
                .filter(row -> Boolean.TRUE.equals(row.getJsonObject("details").getBoolean("automatic")))
                .count();
    }

    @Test
    void threeClosesOnTwoNodesBlockTheAddressOnEveryNodeUntilAnAdministratorLiftsIt() throws Exception {
        int managementOfA = freePort();
        int managementOfB = freePort();
        try (NodeProcess a = node("a", managementOfA, 900).awaitReady();
                NodeProcess b = node("b", managementOfB, 900).awaitReady();
                RawSocket onA = open(a);
                RawSocket onB = open(b)) {
            goTooFar(a);
            goTooFar(b);
            assertThat(status(a)).isEqualTo(101);
            assertThat(status(b)).isEqualTo(101);

            goTooFar(a);

            assertThat(onA.await("closed").getInteger("code")).isEqualTo(4503);
            assertThat(onB.await("closed").getInteger("code")).isEqualTo(4503);
            awaitStatus(a, 403);
            awaitStatus(b, 403);
            JsonObject listed = blocks(managementOfB).getJsonObject(0);
            assertThat(listed.getString("ip")).isEqualTo(HERE);
            assertThat(listed.getString("by")).isEqualTo("automatic");
            assertThat(blocks(managementOfA)).hasSize(1);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audited("a", "b")).isEqualTo(1));
            assertThat(given(managementOfA) + given(managementOfB)).isEqualTo(1);
            try (NodeProcess c = node("c", 0, 900).awaitReady()) {
                assertThat(status(c)).isEqualTo(403);
                RawHttp.Answer lifted = RawHttp.once(
                        managementOfB,
                        "POST",
                        "/admin/unblock",
                        new JsonObject().put("ip", HERE).encode(),
                        ROOT,
                        JSON);
                assertThat(lifted.status()).as(lifted.body()).isEqualTo(200);
                awaitStatus(a, 101);
                awaitStatus(b, 101);
                awaitStatus(c, 101);
            }
            assertThat(blocks(managementOfA)).isEmpty();
        }
    }

    @Test
    void anAutomaticBlockEndsOnEveryNodeByItself() throws Exception {
        int management = freePort();
        try (NodeProcess a = node("a", management, 2).awaitReady();
                NodeProcess b = node("b", 0, 2).awaitReady()) {
            goTooFar(a);
            goTooFar(b);
            goTooFar(b);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(audited("a", "b")).isEqualTo(1));
            awaitStatus(a, 101);
            awaitStatus(b, 101);
            Awaitility.await().atMost(PATIENCE).until(() -> blocks(management).isEmpty());
        }
    }
}
