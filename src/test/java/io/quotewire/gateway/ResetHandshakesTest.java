package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go in the middle of their handshake are nobody's fault: nothing is left of them, and nothing is logged. */
class ResetHandshakesTest {
    private static final int CLIENTS = 1_500;
    private static final int WAYS = 4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ws",
                "/ws/prices",
                "/ws/prices/BTC-USD",
                "/api/notifications/ws",
                "/eventbus/websocket",
                "/sockjs/websocket",
                "/sockjs/000/a/websocket",
            })
    void aClientMayGoWhileItsHandshakeIsAnswered(String path) throws Exception {
        JsonObject config = new JsonObject(
                "{\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"handshakesPerSecondPerIp\":0}}");
        try (GatewayHarness gateway = new GatewayHarness(config)) {
            gateway.ticks("BTC-USD", "1.0");
            JsonObject before = gateway.figures();
            String token = GatewayHarness.token("u", "TRADER");
            for (int i = 0; i < CLIENTS; i++) {
                comeAndGo(gateway.port(), path, token, i % WAYS);
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /** At once, after a moment, after the first byte of the answer, or without a RST. */
    private static void comeAndGo(int port, String path, String token, int way) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String handshake = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token + "\r\n\r\n";
            socket.getOutputStream().write(handshake.getBytes(StandardCharsets.ISO_8859_1));
            if (way == 1) {
                Thread.yield();
            } else if (way == 2) {
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            socket.setSoLinger(way < 3, 0);
        }
    }
}
