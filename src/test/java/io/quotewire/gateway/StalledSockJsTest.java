package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.SockJsClient;
import io.quotewire.testkit.SockJsClient.Transport;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever opens a session of SockJS and does not read is noticed on every transport, and nothing of it is left. */
class StalledSockJsTest {
    private static final String TOKEN = GatewayHarness.token("stalled", "TRADER");
    private static final int TICKS = 1_000;
    private static final int QUEUE_BYTES = 65_536;

    private static GatewayHarness gateway() {
        return new GatewayHarness(new JsonObject("{\"eventLoops\":2,\"limits\":{\"queueBytes\":" + QUEUE_BYTES + "}}"));
    }

    /** What waited comes first, and is not more than may wait and what was on its way. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoWantsEveryTickAndDoesNotReadIsClosedWith4413(Transport transport) {
        try (GatewayHarness gateway = gateway()) {
            gateway.ticks("BTC-USD", "1.0");
            JsonObject before = gateway.figures();
            try (SockJsClient stalled = new SockJsClient(gateway.port(), "/sockjs", transport, TOKEN)) {
                stalled.say("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"],\"mode\":\"all\"}");
                Awaitility.await().until(() -> gateway.figures().getInteger("subscriptions") == 1);
                flood(gateway);
                String frame = stalled.frame();
                while (!frame.startsWith("c[") && !frame.contains("closed")) {
                    frame = stalled.frame();
                }
                assertThat(frame).isEqualTo("c[4413,\"reads too slowly\"]");
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /** It gets the newest when it reads on, and stays; what it did not get stands in what it gets. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoWantsTheNewestAndDoesNotReadMissesWhatIsOld(Transport transport) {
        try (GatewayHarness gateway = gateway()) {
            gateway.ticks("BTC-USD", "1.0");
            JsonObject before = gateway.figures();
            try (SockJsClient stalled = new SockJsClient(gateway.port(), "/sockjs", transport, TOKEN)) {
                stalled.say("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
                Awaitility.await().until(() -> gateway.figures().getInteger("subscriptions") == 1);
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                    gateway.ticks("BTC-USD", prices());
                    return gateway.figures().getInteger("waiting") == 1;
                });
                gateway.ticks("BTC-USD", "4711.25");
                StringBuilder got = new StringBuilder();
                readUntil(stalled, "4711.25", got);
                assertThat(got).contains("merged");
                stalled.say("{\"type\":\"ping\",\"id\":1}");
                readUntil(stalled, "pong", got);
                assertThat(gateway.figures().getInteger("subscriptions")).isEqualTo(1);
            }
            gateway.awaitFigures(before);
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static void flood(GatewayHarness gateway) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            gateway.ticks("BTC-USD", prices());
            return gateway.figures().getInteger("subscriptions") == 0;
        });
    }

    private static String[] prices() {
        String[] prices = new String[TICKS];
        Arrays.fill(prices, "1.0");
        return prices;
    }

    private static void readUntil(SockJsClient client, String text, StringBuilder got) {
        String frame = "";
        while (!frame.contains(text)) {
            frame = client.frame();
            assertThat(frame).doesNotStartWith("c[").doesNotContain("closed");
            got.append(frame);
        }
    }
}
