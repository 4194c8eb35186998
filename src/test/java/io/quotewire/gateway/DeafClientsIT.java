package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.Growth;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.SockJsClient;
import io.quotewire.testkit.WatchedNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 64 MiB are made for each of many clients that ask over every transport and read nothing: what waits for them is bounded. */
class DeafClientsIT {
    private static final int MIB = 1024 * 1024;
    private static final long OUTPUT_BYTES = 64L * MIB;
    private static final long MOST_BYTES = 32L * MIB;
    private static final long LEFT_BYTES = 12L * MIB;
    private static final int OF_EACH = 3;
    private static final String TOKEN = GatewayHarness.token("deaf", "TRADER");
    private static final JsonArray SYMBOLS = new JsonArray(
            List.of("BTC-USD", "ETH-USD", "SOL-USD", "XRP-USD", "ADA-USD", "DOGE-USD", "BTC-EUR", "ETH-EUR"));

    @TempDir
    Path dir;

    @Test
    void whoNeverReadsIsEndedByTheServerAndCostsLittleUntilThen() throws Exception {
        try (WatchedNode node = WatchedNode.start(
                dir,
                List.of("-Xmx96m", "-XX:MaxDirectMemorySize=64m"),
                "gateway.eventLoops=2",
                "gateway.auth.secret=" + GatewayHarness.SECRET,
                "gateway.limits.connectionsPerIp=0",
                "gateway.limits.connectionsPerUser=0",
                "gateway.limits.heartbeatSeconds=5",
                "feed.sources.sim.rate=10000")) {
            Awaitility.await().until(() -> node.figures().getInteger("symbols") == SYMBOLS.size());
            long messageBytes = lengthOfAnUpdate(node);
            Awaitility.await().until(() -> node.figures().getInteger("sessions") == 0);
            Growth growth = new Growth(node, "64 MiB for each of many who read nothing");
            long begin = node.ticks();
            List<AutoCloseable> deaf = new ArrayList<>();
            for (int i = 0; i < OF_EACH; i++) {
                deaf.addAll(webSockets(node.port()));
                deaf.addAll(sockJsClients(node.port()));
            }
            while ((node.ticks() - begin) * messageBytes < OUTPUT_BYTES) {
                growth.look();
            }
            growth.end(MOST_BYTES, LEFT_BYTES);
            for (AutoCloseable client : deaf) {
                client.close();
            }
        }
    }

    private static List<AutoCloseable> webSockets(int port) {
        List<AutoCloseable> deaf = new ArrayList<>();
        for (String mode : List.of("all", "latest")) {
            for (String extensions : List.of("", "permessage-deflate")) {
                Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + TOKEN));
                if (!extensions.isEmpty()) {
                    headers.put("Sec-WebSocket-Extensions", extensions);
                }
                RawSocket socket = new RawSocket(port, "/ws", headers);
                socket.send(subscribe(mode));
                deaf.add(socket);
                deaf.add(new RawSocket(port, "/ws/prices", headers));
            }
        }
        return deaf;
    }

    private static List<AutoCloseable> sockJsClients(int port) {
        List<AutoCloseable> deaf = new ArrayList<>();
        for (String mode : List.of("all", "latest")) {
            for (SockJsClient.Transport transport : SockJsClient.Transport.values()) {
                SockJsClient client = new SockJsClient(port, "/sockjs", transport, TOKEN);
                client.say(subscribe(mode));
                client.ask();
                deaf.add(client);
            }
        }
        return deaf;
    }

    private static String subscribe(String mode) {
        return new JsonObject()
                .put("type", "subscribe")
                .put("data", new JsonObject().put("symbols", SYMBOLS).put("mode", mode))
                .encode();
    }

    private static long lengthOfAnUpdate(WatchedNode node) throws Exception {
        try (RawSocket socket = new RawSocket(node.port(), "/ws")) {
            socket.await("connected");
            socket.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
            long bytes = socket.await("update").encode().length();
            assertThat(bytes).isGreaterThan(100);
            return bytes;
        }
    }
}
