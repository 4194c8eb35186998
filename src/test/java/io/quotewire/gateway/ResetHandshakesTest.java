package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go in the middle of their handshake are nobody's fault: nothing is left of them, and nothing is logged. */
class ResetHandshakesTest {
    private static final int CROWDS = 8;
    private static final int CLIENTS = 400;
    private static final int WAYS = 3;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws",
                "/ws/prices/BTC-USD",
                "/api/notifications/ws",
                "/eventbus/websocket",
                "/sockjs/websocket",
                "/sockjs/000/a/websocket",
            })
    void aCrowdMayGoWhileItsHandshakesAreAnswered(String path) throws Exception {
        try (GatewayHarness gateway = new GatewayHarness(
                new JsonObject("{\"eventLoops\":1,\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0}}"))) {
            gateway.ticks("BTC-USD", "1.0");
            JsonObject before = gateway.figures();
            byte[] handshake = handshake(path);
            for (int i = 0; i < CROWDS; i++) {
                comeAndGo(gateway.port(), handshake);
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static byte[] handshake(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Authorization: Bearer " + GatewayHarness.token("u", "TRADER") + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** So many ask at once that the gateway still has to do with some of them when they have gone: with a RST or without. */
    private static void comeAndGo(int port, byte[] handshake) throws IOException {
        List<Socket> crowd = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            crowd.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        for (Socket socket : crowd) {
            socket.getOutputStream().write(handshake);
        }
        for (int i = 0; i < CLIENTS; i++) {
            crowd.get(i).setSoLinger(i % WAYS > 0, 0);
            crowd.get(i).close();
        }
    }
}
