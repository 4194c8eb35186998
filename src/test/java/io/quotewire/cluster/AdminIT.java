package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator at the management port of a node without a gateway reaches everybody on the nodes that have one. */
class AdminIT {
    private static final String ROOT = "Authorization: Bearer " + GatewayHarness.token("root", "ADMIN");
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    Path dir;

    private Path cluster;
    private int port;

    @BeforeEach
    void cluster() throws IOException {
        cluster = OwnCluster.file(dir);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private NodeProcess node(String name, String roles, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--cluster",
                "--cluster-config",
                cluster.toString(),
                "--roles",
                roles,
                "--set",
                "gateway.auth.secret=" + GatewayHarness.SECRET));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        return NodeProcess.run(dir.resolve(name), arguments.toArray(String[]::new));
    }

    private static RawSocket open(NodeProcess node, String user) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER"));
        RawSocket socket = new RawSocket(URI.create(node.gateway()).getPort(), "/ws", headers);
        socket.await("connected");
        return socket;
    }

    private JsonObject get(String path) {
        RawHttp.Answer answer = RawHttp.once(port, "GET", path, "", ROOT);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private JsonObject post(String path, JsonObject body) {
        RawHttp.Answer answer = RawHttp.once(port, "POST", path, body.encode(), ROOT, JSON);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    @Test
    void everybodyOnEveryNodeIsSeenWatchedToldAndSentAway() throws Exception {
        try (NodeProcess desk = node("desk", "feed", "monitoring.port=" + port).awaitReady()) {
            assertThat(RawHttp.once(port, "GET", "/admin/connections", "", ROOT).status())
                    .as("nobody can say who it is")
                    .isEqualTo(503);
            try (NodeProcess a = node("a", "gateway").awaitReady();
                    NodeProcess b = node("b", "gateway").awaitReady();
                    RawSocket first = open(a, "ann");
                    RawSocket second = open(b, "ann");
                    RawSocket bob = open(b, "bob")) {
                assertThat(RawHttp.once(port, "GET", "/admin/connections", "").status())
                        .isEqualTo(401);
                JsonArray hers = get("/admin/connections?userId=ann").getJsonArray("connections");
                Set<String> nodes = hers.stream()
                        .map(one -> ((JsonObject) one).getString("node"))
                        .collect(Collectors.toSet());
                assertThat(hers).hasSize(2);
                assertThat(nodes).hasSize(2);
                String one = nodes.iterator().next();
                assertThat(get("/admin/connections?node=" + one + "&userId=ann").getInteger("total"))
                        .isEqualTo(1);

                watch(first, second);
                JsonObject told =
                        post("/admin/system", new JsonObject().put("all", true).put("message", "good night"));
                assertThat(told.getInteger("told")).isEqualTo(3);
                assertThat(bob.await("system").getString("message")).isEqualTo("good night");
                JsonObject closed = post("/admin/revoke", new JsonObject().put("userId", "ann"));
                assertThat(closed.getInteger("closed")).isEqualTo(2);
                assertThat(first.await("closed").getInteger("code")).isEqualTo(4504);
                assertThat(second.await("closed").getInteger("code")).isEqualTo(4504);
                JsonObject revoked =
                        get("/admin/revocations").getJsonArray("revocations").getJsonObject(0);
                assertThat(revoked.getString("by")).isEqualTo("root");
                bob.send("{\"type\":\"ping\"}");
                bob.await("pong");
                assertThat(desk.err()).doesNotContain(ROOT.substring(ROOT.length() - 20));
            }
        }
    }

    private void watch(RawSocket first, RawSocket second) {
        try (RawHttp stream = new RawHttp(port)) {
            stream.begin("POST", "/admin/watch", "{\"userId\":\"ann\",\"seconds\":30}", ROOT, JSON);
            assertThat(new JsonObject(stream.chunk()).getInteger("watched")).isEqualTo(2);
            first.send("{\"type\":\"get_status\"}");
            second.send("{\"type\":\"symbols\"}");
            List<String> seen = new ArrayList<>();
            while (!seen.containsAll(List.of("get_status", "symbols"))) {
                String line = stream.chunk();
                if (line.contains("MESSAGE_RECEIVED")) {
                    seen.add(new JsonObject(line).getJsonObject("details").getString("type"));
                }
            }
        }
    }
}
