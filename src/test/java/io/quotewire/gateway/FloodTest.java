package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RawSocket.Frame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too much from a client, or too much for it: it is ended as the protocol says, and nothing of it is left. */
class FloodTest {
    private static GatewayHarness gateway(boolean takeOver) {
        return new GatewayHarness(new JsonObject().put("takeOver", takeOver));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFloodOfPingsEndsWith1008(boolean takeOver) throws IOException {
        try (GatewayHarness gateway = gateway(takeOver)) {
            JsonObject before = gateway.figures();
            try (RawSocket socket = new RawSocket(gateway.port(), "/ws")) {
                socket.await("connected");
                for (int i = 0; i < 1_000; i++) {
                    socket.frame(0x89, new byte[] {1});
                }
                Frame last = socket.frame();
                while (last.first() == 0x8A) {
                    last = socket.frame();
                }
                assertThat(last.closeCode()).isEqualTo(1008);
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twentyThousandFragmentsEndWith1009OrAsAFlood(boolean takeOver) throws IOException {
        try (GatewayHarness gateway = gateway(takeOver)) {
            JsonObject before = gateway.figures();
            try (RawSocket socket = new RawSocket(gateway.port(), "/ws")) {
                socket.await("connected");
                byte[] fragments = new byte[20_000 * 7];
                for (int i = 0; i < 20_000; i++) {
                    byte[] fragment = {(byte) (i == 0 ? 1 : 0), (byte) 0x81, 0, 0, 0, 0, 'x'};
                    System.arraycopy(fragment, 0, fragments, i * 7, 7);
                }
                socket.bytes(fragments);
                assertThat(socket.frame().closeCode()).isEqualTo(1009);
            }
            gateway.awaitFigures(before);
        }
    }

    /** 64 MiB are made for a client that reads none of it; what waits for it in this process stays within its bound. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoReadsNothingIsEndedWith4413OrCutAndOthersGetEverything(boolean takeOver) throws IOException {
        try (GatewayHarness gateway = gateway(takeOver)) {
            JsonObject before = gateway.figures();
            try (RawSocket deaf = new RawSocket(gateway.port(), "/ws");
                    RawSocket honest = new RawSocket(gateway.port(), "/ws")) {
                for (RawSocket socket : new RawSocket[] {deaf, honest}) {
                    socket.await("connected");
                    socket.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"],\"mode\":\"all\"}");
                    socket.await("subscription_confirmed");
                }
                String[] prices = new String[1_000];
                Arrays.fill(prices, "1." + "0".repeat(200));
                long bytes = 0;
                while (bytes < 64L * 1024 * 1024 && gateway.figures().getInteger("sessions") > 1) {
                    gateway.ticks("BTC-USD", prices);
                    for (int i = 0; i < prices.length; i++) {
                        bytes += honest.text().length();
                    }
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> gateway.figures().getInteger("sessions") == 1);
                honest.send("{\"type\":\"ping\"}");
                assertThat(honest.text()).contains("pong");
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }
}
