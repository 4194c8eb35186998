package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever way clients go, the gateway's own figures are afterwards exactly what they were. */
class VanishingClientsTest {
    private static final int CLIENTS = 100;

    @Test
    void nothingIsLeftOfAHundredClientsThatCloseResetOrFallSilent() throws Exception {
        try (GatewayHarness gateway =
                new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":0,\"heartbeatSeconds\":1}}"))) {
            gateway.ticks("BTC-USD", "1.0");
            JsonObject before = gateway.figures();
            List<RawSocket> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(gateway, i));
            }
            JsonObject during = gateway.figures();
            assertThat(during.getInteger("connections")).isEqualTo(CLIENTS);
            assertThat(during.getInteger("users")).isEqualTo(25);
            assertThat(during.getInteger("subscriptions")).isEqualTo(75);
            assertThat(during.getInteger("firehose")).isEqualTo(25);
            for (int i = 0; i < CLIENTS; i++) {
                vanish(clients.get(i), i % 3);
            }
            gateway.awaitFigures(before);
            for (RawSocket client : clients) {
                client.close();
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static RawSocket client(GatewayHarness gateway, int i) {
        String path = i % 4 == 0 ? "/ws/prices" : i % 4 == 1 ? "/ws/prices/BTC-USD" : "/ws";
        Map<String, String> headers =
                i % 4 == 2 ? Map.of("Authorization", "Bearer " + GatewayHarness.token("user" + i, "TRADER")) : Map.of();
        RawSocket client = new RawSocket(gateway.port(), path, headers);
        client.await("connected");
        if (path.equals("/ws")) {
            client.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
            client.await("subscription_confirmed");
        }
        return client;
    }

    /** Silence is the third way: the socket stays open, and nobody answers a ping. */
    private static void vanish(RawSocket client, int way) throws Exception {
        if (way == 0) {
            client.leave();
        } else if (way == 1) {
            client.reset();
        }
    }
}
