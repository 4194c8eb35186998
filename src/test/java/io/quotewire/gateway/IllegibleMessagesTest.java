package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.TickGroup;
import io.quotewire.testkit.Counted;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.LogLines;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be read on the addresses that a gateway listens to is counted, told once, and harms no client. */
final class IllegibleMessagesTest {
    private static final String NODE = "test";
    private static final int LOOPS = 2;
    private static final List<Object> NONSENSE = List.of(
            "text",
            7,
            new JsonArray(),
            new JsonObject()
                    .put("publisher", 7)
                    .put("channel", "room:1")
                    .put("userId", "u")
                    .put("epoch", 7)
                    .put("node", 7)
                    .put("id", 7));

    private final Counted counted = new Counted();
    private final LogLines log = new LogLines();
    private GatewayHarness gateway;
    private RawSocket client;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject().put("eventLoops", LOOPS));
        client = new RawSocket(gateway.port(), "/ws", Map.of());
        assertThat(client.status()).isEqualTo(101);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
        log.close();
        counted.close();
    }

    static List<String> addresses() {
        List<String> all = new ArrayList<>(List.of(
                Address.controlReplies(NODE),
                Address.controlListings(NODE),
                Address.gatewayLoop(NODE, 0),
                Address.gatewayLoop(NODE, 1)));
        List.of(
                        Address.FEED_STATUS,
                        Address.FEED_SYMBOLS,
                        Address.FEED_DIGEST,
                        Address.CHANNEL_MESSAGE,
                        Address.NOTIFICATIONS_STORED,
                        Address.CONTROL_ORDER,
                        Address.CONTROL_LIST,
                        Address.NODE_PHASE,
                        Address.PRESENCE_CHANGED,
                        Address.PRESENCE_ALIVE)
                .forEach(address -> all.add(address.text()));
        return all;
    }

    private void publishNonsense(String address) {
        NONSENSE.forEach(body -> gateway.vertx().eventBus().publish(address, body));
        gateway.vertx().eventBus().publish(address, null);
    }

    private static String family(String address) {
        String[] words = address.split("\\.");
        return words[0] + "." + words[1];
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void itIsCountedAndToldOnceByEachConsumerAndClientsAreServedOn(String address) {
        subscribe();
        publishNonsense(address);
        // What concerns a user or a channel that nobody is here is not even read.
        int others = address.startsWith("channel.") || address.startsWith("notifications.") ? 1 : 0;
        int consumers = address.matches("(control|presence|gateway)\\..*") ? 1 : LOOPS;
        long expected = consumers * (NONSENSE.size() + 1L - others);
        await().until(() -> counted.illegible(family(address)) == expected);

        assertThat(log.fields("cannot be read")).hasSize(consumers).allMatch(line -> line.contains(address));
        assertThat(log.traces()).isEmpty();
        awaitPrice();
    }

    @Test
    void batchesOfAGroupThatCannotBeReadStopNoOthers() {
        subscribe();
        publishNonsense(Address.ticks(TickGroup.of("BTC-USD")));
        await().until(() -> counted.illegible("feed.ticks") == NONSENSE.size() + 1);

        assertThat(log.fields("cannot be read")).hasSize(1);
        assertThat(log.traces()).isEmpty();
        awaitPrice();
    }

    private void subscribe() {
        client.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
        client.await("subscription_confirmed");
    }

    private void awaitPrice() {
        gateway.ticks("BTC-USD", "2.50");
        String message = client.text();
        while (!message.contains("2.50")) {
            message = client.text();
        }
    }
}
