package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** Three nodes with a gateway each; the first keeps what is published. Each can be killed and started again. */
final class PresenceNodes implements AutoCloseable {
    static final List<String> NAMES = List.of("a", "b", "c");
    private static final String KEEPS = "a";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Path dir;
    private final Path cluster;
    private final Map<String, NodeProcess> up = new TreeMap<>();

    PresenceNodes(Path dir, Path cluster) {
        this.dir = dir;
        this.cluster = cluster;
    }

    private NodeProcess run(String name) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--cluster",
                "--cluster-config",
                cluster.toString(),
                "--roles",
                name.equals(KEEPS) ? "gateway,notification" : "gateway"));
        for (String setting : List.of(
                "gateway.auth.secret=" + GatewayHarness.SECRET,
                "gateway.warmUpMs=0",
                // Most guests say and read nothing for minutes.
                "gateway.limits.heartbeatSeconds=3600",
                "gateway.limits.idleSeconds=0",
                "gateway.limits.connectionsPerIp=0",
                "gateway.limits.connectionsPerUser=0",
                "gateway.limits.messagesPerSecond=0")) {
            arguments.addAll(List.of("--set", setting));
        }
        return NodeProcess.run(dir.resolve(name), arguments.toArray(String[]::new));
    }

    void startAll() throws IOException {
        for (String name : NAMES) {
            up.put(name, run(name));
        }
        up.values().forEach(NodeProcess::awaitReady);
    }

    void start(String name) throws IOException {
        up.put(name, run(name).awaitReady());
    }

    /** Gives it no time for anything. */
    void kill(String name) throws InterruptedException {
        up.remove(name).process().destroyForcibly().waitFor();
    }

    List<String> up() {
        return List.copyOf(up.keySet());
    }

    boolean keeps() {
        return up.containsKey(KEEPS);
    }

    RawSocket connect(String name, String path, String user) {
        RawSocket socket = new RawSocket(
                URI.create(up.get(name).gateway()).getPort(),
                path,
                Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "SUPER_ADMIN")));
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    /** A service that one node's bridge connects to the bus answers a client of another. */
    void checkACallFromOneNodeToAnother() throws IOException {
        try (RawSocket service = connect("b", "/eventbus/websocket", "risk");
                RawSocket client = connect("c", "/ws", "ann")) {
            service.send("{\"type\":\"register\",\"address\":\"rpc.risk\"}");
            Thread answering = new Thread(() -> {
                JsonObject question = service.await("rec");
                service.send(new JsonObject()
                        .put("type", "send")
                        .put("address", question.getString("replyAddress"))
                        .put("body", question.getJsonObject("body"))
                        .encode());
            });
            answering.start();
            // The other node may not know of the service yet.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                client.send("{\"type\":\"call\",\"id\":1,\"data\":{\"service\":\"risk\",\"body\":{\"n\":7}}}");
                JsonObject answer = client.next();
                while (!answer.containsKey("id")) {
                    answer = client.next();
                }
                return answer.getString("type").equals("result")
                        && answer.getJsonObject("data")
                                .getJsonObject("body")
                                .equals(new JsonObject(
                                        "{\"userId\":\"ann\",\"role\":\"SUPER_ADMIN\",\"body\":{\"n\":7}}"));
            });
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (NodeProcess node : up.values()) {
            node.close();
        }
    }
}
