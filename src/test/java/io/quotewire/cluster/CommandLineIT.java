package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a node, against a node. */
class CommandLineIT {
    @TempDir
    Path dir;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private NodeProcess node(int port, int managementPort) throws IOException {
        return NodeProcess.run(dir, "--set", "gateway.port=" + port, "--set", "monitoring.port=" + managementPort)
                .awaitReady();
    }

    /** Runs a command with the node's data.dir. */
    private NodeProcess command(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--set", "data.dir=" + dir));
        return NodeProcess.start(Files.createTempDirectory(dir, "command"), all);
    }

    @Test
    void aPublishedNotificationIsListed() throws Exception {
        try (NodeProcess node = node(0, 0)) {
            String id;
            try (NodeProcess publish = command(
                    "publish",
                    "--url",
                    node.gateway(),
                    "--user",
                    "alice",
                    "--title",
                    "Filled",
                    "--body",
                    "all of it",
                    "--data",
                    "{\"order\":17}")) {
                assertThat(publish.awaitExit()).as(publish.err()).isZero();
                assertThat(publish.out().lines()).hasSize(1);
                JsonObject answer = new JsonObject(publish.out());
                assertThat(answer.getLong("seq")).isEqualTo(1);
                id = answer.getString("id");
            }
            String token;
            try (NodeProcess signed = command("token", "--user", "alice", "--role", "VIEWER")) {
                assertThat(signed.awaitExit()).isZero();
                token = signed.out().strip();
            }
            JsonObject listed = list(node.gateway(), token);
            JsonObject first = listed.getJsonArray("messages").getJsonObject(0);
            assertThat(first.getString("id")).isEqualTo(id);
            assertThat(first.getString("title")).isEqualTo("Filled");
            assertThat(first.getJsonObject("data")).isEqualTo(new JsonObject().put("order", 17));
        }
    }

    private static JsonObject list(String gateway, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + "api/notifications"))
                .header("Authorization", "Bearer " + token)
                .build();
        return new JsonObject(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    @Test
    void aRefusalIsToldInOneLineAndEndsWithTwo() throws Exception {
        try (NodeProcess node = node(0, 0);
                NodeProcess badToken = command(
                        "publish",
                        "--url",
                        node.gateway(),
                        "--user",
                        "u",
                        "--title",
                        "t",
                        "--body",
                        "b",
                        "--token",
                        "x")) {
            assertThat(badToken.awaitExit()).isEqualTo(2);
            assertThat(badToken.err().lines()).singleElement().asString().contains("HTTP 401 UNAUTHORIZED: ");
        }
        String nobody = "http://127.0.0.1:" + freePort();
        for (List<String> words : List.of(
                List.of("publish", "--user", "u", "--title", "t", "--body", "b"),
                List.of("subscribe", "BTC-USD"),
                List.of("status"))) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of("--url", nobody));
            try (NodeProcess command = command(all.toArray(String[]::new))) {
                assertThat(command.awaitExit()).isEqualTo(2);
                assertThat(command.err())
                        .startsWith("quotewire: cannot reach " + nobody + ": the connection was refused")
                        .hasLineCount(1);
            }
        }
    }

    @Test
    void pricesArePrintedAgainAfterTheNodeWasStartedAnew() throws Exception {
        int port = freePort();
        NodeProcess first = node(port, 0);
        try (NodeProcess subscribe = command("subscribe", "BTC-USD", "--set", "gateway.port=" + port)) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> prices(subscribe) > 2);
            first.close();
            try (NodeProcess second = node(port, 0)) {
                long before = prices(subscribe);
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> prices(subscribe) > before + 2);
                assertThat(subscribe.out().lines().map(line -> new JsonObject(line).getString("type")))
                        .isSubsetOf("update", "symbol_status");
                assertThat(subscribe.err()).contains("shutdown", " lost: 1001", "connected again to");
                subscribe.process().destroy();
                assertThat(subscribe.awaitExit()).isEqualTo(143);
                assertThat(second.process().isAlive()).isTrue();
            }
        } finally {
            first.close();
        }
    }

    private static long prices(NodeProcess subscribe) {
        return subscribe
                .out()
                .lines()
                .filter(line -> "prices:BTC-USD".equals(new JsonObject(line).getString("channel")))
                .count();
    }

    @Test
    void aDeviceGetsEachNotificationOnce() throws Exception {
        try (NodeProcess node = node(0, 0)) {
            List<String> seen = new ArrayList<>();
            for (String title : List.of("first", "second")) {
                try (NodeProcess publish = command(
                        "publish", "--url", node.gateway(), "--user", "alice", "--title", title, "--body", "b")) {
                    assertThat(publish.awaitExit()).as(publish.err()).isZero();
                }
                try (NodeProcess one = command(
                        "subscribe",
                        "notifications",
                        "--user",
                        "alice",
                        "--device",
                        "phone",
                        "--count",
                        "1",
                        "--url",
                        node.gateway())) {
                    assertThat(one.awaitExit()).as(one.err()).isZero();
                    seen.add(new JsonObject(one.out()).getJsonObject("data").getString("title"));
                }
            }
            assertThat(seen).containsExactly("first", "second");
        }
    }

    @Test
    void aSubscriptionEndsAtItsCountOrWithOneIfNothingIsGranted() throws Exception {
        try (NodeProcess node = node(0, 0)) {
            try (NodeProcess three = command("subscribe", "prices:BTC-USD", "--count", "3", "--url", node.gateway())) {
                assertThat(three.awaitExit()).as(three.err()).isZero();
                assertThat(three.out().lines()).hasSize(3);
                assertThat(new JsonObject(three.out().lines().findFirst().orElseThrow()).getBoolean("snapshot"))
                        .isTrue();
            }
            try (NodeProcess none = command("subscribe", "NOT-THERE", "--url", node.gateway())) {
                assertThat(none.awaitExit()).isEqualTo(1);
                assertThat(none.out()).isEmpty();
                assertThat(none.err()).startsWith("quotewire: prices:NOT-THERE: UNKNOWN_SYMBOL: ");
            }
        }
    }

    @Test
    void theStatusIsATableOrJson() throws Exception {
        int management = freePort();
        try (NodeProcess node = node(0, management)) {
            try (NodeProcess table = command("status", "--set", "monitoring.port=" + management)) {
                assertThat(table.awaitExit()).as(table.err()).isZero();
                assertThat(table.out()).contains("NODE ", " healthy ", " READY ", node.gateway(), "simulator");
            }
            try (NodeProcess json = command("status", "--json", "--url", "http://127.0.0.1:" + management)) {
                assertThat(json.awaitExit()).as(json.err()).isZero();
                assertThat(new JsonObject(json.out())
                                .getJsonArray("nodes")
                                .getJsonObject(0)
                                .getString("health"))
                        .isEqualTo("healthy");
                assertThat(json.out()).doesNotContain("secret");
            }
        }
    }
}
