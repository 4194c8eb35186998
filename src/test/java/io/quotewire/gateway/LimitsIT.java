package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits that more than one process has a part in. {@link LimitsTest} has the table of all. */
class LimitsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PER_USER = 5;

    @TempDir
    Path dir;

    private Path cluster;
    private final List<RawSocket> sockets = new ArrayList<>();

    @BeforeEach
    void cluster() throws IOException {
        cluster = OwnCluster.file(dir);
    }

    @AfterEach
    void leave() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
    }

    private NodeProcess node(String name, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--cluster",
                "--cluster-config",
                cluster.toString(),
                "--roles",
                "gateway",
                "--set",
                "gateway.auth.secret=" + GatewayHarness.SECRET));
        all.addAll(List.of(more));
        return NodeProcess.run(dir.resolve(name), all.toArray(String[]::new));
    }

    /** Whether ann has one more connection there now; she keeps it. What is said to her comes after the cluster was asked. */
    private boolean isLetIn(NodeProcess node) {
        RawSocket socket = new RawSocket(URI.create(node.gateway()).getPort(), "/ws");
        sockets.add(socket);
        socket.await("connected");
        socket.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token("ann", "TRADER") + "\"}");
        JsonObject answer = socket.next();
        if (answer.getString("type").equals("authenticated")) {
            return true;
        }
        assertThat(answer.getInteger("code")).isEqualTo(4008);
        return false;
    }

    @Test
    void aUserHasSoManyConnectionsOnAllNodesTogetherAndThoseOfANodeThatIsKilledNoMore() throws Exception {
        try (NodeProcess a = node("a").awaitReady();
                NodeProcess b = node("b").awaitReady()) {
            for (int i = 0; i < PER_USER; i++) {
                assertThat(isLetIn(i % 2 == 0 ? a : b)).isTrue();
            }
            assertThat(isLetIn(a)).isFalse();
            assertThat(isLetIn(b)).isFalse();

            // Three of the five were there.
            a.process().destroyForcibly().waitFor();
            Awaitility.await().atMost(PATIENCE).until(() -> isLetIn(b));
            assertThat(isLetIn(b)).isTrue();
            assertThat(isLetIn(b)).isTrue();
            assertThat(isLetIn(b)).isFalse();
        }
    }

    @Test
    void theLimitsOfAnAddressAreOnAsANodeComes() throws Exception {
        try (NodeProcess node = node(
                        "a",
                        "--set",
                        "gateway.limits.handshakesPerSecondPerIp=100",
                        "--set",
                        "gateway.limits.authFailuresPerMinutePerIp=10")
                .awaitReady()) {
            int port = URI.create(node.gateway()).getPort();
            for (int i = 0; i < 10; i++) {
                assertThat(status(port, Map.of("X-API-Key", "nobody's"))).isEqualTo(401);
            }
            assertThat(status(port, Map.of("X-API-Key", "nobody's"))).isEqualTo(429);
            assertThat(status(port, Map.of())).isEqualTo(101);
            assertThat(node.err()).doesNotContain("not yet enforced");
        }
    }

    private static int status(int port, Map<String, String> headers) throws IOException {
        try (RawSocket socket = new RawSocket(port, "/ws", headers)) {
            return socket.status();
        }
    }
}
