package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whoever connects and does not say what it wants is cut, and nothing of it is left. */
class HandshakeDeadlineTest {
    private static final int CLIENTS = 500;

    @Test
    void halfOpenHandshakesAreCutAndOthersAreServedMeanwhile() throws Exception {
        try (GatewayHarness gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"handshakeSeconds\":2}}"))) {
            JsonObject before = gateway.figures();
            List<Socket> half = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                socket.getOutputStream()
                        .write("GET /ws HTTP/1.1\r\nHost: x\r\nUpgr".getBytes(StandardCharsets.US_ASCII));
                half.add(socket);
            }
            Awaitility.await().until(() -> gateway.figures().getInteger("requestless") >= CLIENTS);
            try (RawSocket honest = new RawSocket(gateway.port(), "/ws")) {
                honest.await("connected");
                for (Socket socket : half) {
                    trickle(socket);
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> gateway.figures().getInteger("requestless") == 0);
                for (Socket socket : half) {
                    assertThat(ended(socket)).isTrue();
                    socket.close();
                }
                honest.send("{\"type\":\"ping\"}");
                honest.await("pong");
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /** One more byte does not buy more time. */
    private static void trickle(Socket socket) throws IOException {
        socket.getOutputStream().write('a');
    }

    private static boolean ended(Socket socket) {
        try {
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
