package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a connection is told last, and what is sent to nobody once it is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LastWordsTest {
    /** Both empty and masked with zeros, the second with code 1000. */
    private static final byte[] BINARY_AND_CLOSE = {
        (byte) 0x82, (byte) 0x80, 0, 0, 0, 0, (byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xE8
    };

    private GatewayHarness gateway;

    @BeforeAll
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":1,\"limits\":{\"connectionsPerIp\":0,"
                + "\"messagesPerSecond\":0,\"queueBytes\":65536,\"connectionsPerUser\":0}}"));
        gateway.ticks("BTC-USD", "1.50");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    /** The client's goodbye comes with what it is closed for: it must not make it believe that it may come back. */
    @Test
    void theReasonIsToldAlsoToWhoLeavesInTheSameBreath() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (RawSocket client = new RawSocket(gateway.port(), "/ws")) {
                assertThat(client.next().getString("type")).isEqualTo("connected");
                client.bytes(BINARY_AND_CLOSE);
                assertThat(client.next()).isEqualTo(new JsonObject("{\"type\":\"closed\",\"code\":1003}"));
            }
        }
    }

    /** Descriptors are used again at once: what was meant for who is gone must not reach who has come. */
    @Test
    void whoComesGetsNothingOfWhoIsGone() throws Exception {
        JsonObject before = gateway.figures();
        for (int round = 0; round < 40; round++) {
            List<RawSocket> going = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RawSocket client = new RawSocket(gateway.port(), "/ws");
                client.send("{\"type\":\"subscribe\",\"symbols\":[\"ETH-USD\"],\"mode\":\"all\"}");
                client.await("subscription_confirmed");
                going.add(client);
            }
            List<RawSocket> coming = new ArrayList<>();
            for (RawSocket client : going) {
                client.reset();
                gateway.ticks("ETH-USD", "2", "3", "4");
                coming.add(new RawSocket(gateway.port(), "/ws"));
            }
            for (RawSocket client : coming) {
                assertThat(client.next().getString("type")).isEqualTo("connected");
                client.send("{\"type\":\"ping\",\"id\":1}");
                assertThat(client.next().getString("type")).isEqualTo("pong");
                client.close();
            }
        }
        gateway.awaitFigures(before);
        assertThat(gateway.complaints()).isEmpty();
    }

    /** All symbols at once may be more than a queue may hold; who asks for something meanwhile is not slow. */
    @Test
    void aFirstFrameLongerThanTheQueueEndsNobody() throws Exception {
        try (GatewayHarness wide = new GatewayHarness(
                new JsonObject(
                        "{\"eventLoops\":1,\"limits\":{\"queueBytes\":65536,\"messagesPerSecond\":0,\"connectionsPerIp\":0}}"))) {
            List<String> symbols = new ArrayList<>();
            for (int i = 0; i < 12_000; i++) {
                symbols.add("SYMBOL" + i + "-USD");
            }
            wide.feed(symbols.toArray(new String[0]));
            wide.round(1, symbols);
            try (RawSocket client = new RawSocket(wide.port(), "/ws/prices")) {
                assertThat(client.next().getString("type")).isEqualTo("connected");
                for (int i = 0; i < 100; i++) {
                    client.send("{\"type\":\"ping\",\"id\":" + i + "}");
                }
                JsonObject prices = null;
                int pongs = 0;
                while (prices == null || pongs < 100) {
                    JsonObject message = client.next();
                    assertThat(message.getString("type")).isIn("price_update", "pong");
                    pongs += message.getString("type").equals("pong") ? 1 : 0;
                    if (prices == null && message.getString("type").equals("price_update")) {
                        prices = message;
                    }
                }
                assertThat(prices.getJsonObject("data").getJsonObject("prices")).hasSize(12_000);
            }
        }
    }
}
