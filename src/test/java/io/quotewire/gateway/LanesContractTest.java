package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.LaneClient;
import io.quotewire.testkit.LaneClient.Kind;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every way to a client promises when the client reads more slowly than prices come: what is private overtakes them, and
 * nothing of either is lost, doubled or torn.
 */
class LanesContractTest {
    private static final int A_BATCH = 500;
    private static final String USER = "slow";
    private static final String TOKEN = GatewayHarness.token(USER, "TRADER");
    private static final String BODY = "x".repeat(2_000);
    private int published;

    private static GatewayHarness gateway(Kind kind) {
        GatewayHarness gateway = new GatewayHarness(
                new JsonObject().put("takeOver", kind.takesOver()).put("limits", new JsonObject()));
        gateway.deployNotifications();
        gateway.ticks("BTC-USD", "snapshot");
        return gateway;
    }

    private static void subscribe(GatewayHarness gateway, LaneClient client, String... channels) {
        client.say(new JsonObject()
                .put("type", "subscribe")
                .put("symbols", new JsonArray().add("BTC-USD"))
                .put("channels", new JsonArray(List.of(channels)))
                .encode());
        Awaitility.await().until(() -> gateway.figures().getInteger("subscriptions") == 2);
    }

    /** Until newer prices replace older ones. */
    private void saturate(GatewayHarness gateway) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            gateway.ticks(
                    "BTC-USD",
                    IntStream.range(published, published + A_BATCH)
                            .mapToObj(String::valueOf)
                            .toArray(String[]::new));
            published += A_BATCH;
            return gateway.figures().getInteger("waiting") == 1;
        });
    }

    /** All messages up to the first of this type. */
    private static List<JsonObject> read(LaneClient client, String until) {
        List<JsonObject> got = new ArrayList<>();
        while (got.isEmpty() || !type(got.get(got.size() - 1)).equals(until)) {
            got.add(client.next());
            assertThat(type(got.get(got.size() - 1))).isNotEqualTo("closed");
        }
        return got;
    }

    private static String type(JsonObject message) {
        return message.getString("type");
    }

    private static boolean isUpdate(JsonObject message) {
        return type(message).equals("update") && !message.getBoolean("snapshot", false);
    }

    /** The newest price, as far as it can be told from the last message. */
    private static int newest(List<JsonObject> messages) {
        JsonObject last = messages.get(messages.size() - 1);
        return isUpdate(last) ? Integer.parseInt(last.getJsonObject("data").getString("price")) : -1;
    }

    /** How many ticks these updates stand for, all of which follow on from the number given. */
    private static int standsFor(List<JsonObject> updates, int from) {
        int next = from;
        for (JsonObject update : updates) {
            next += update.getInteger("merged", 1);
            assertThat(update.getJsonObject("data").getString("price")).isEqualTo(String.valueOf(next - 1));
        }
        return next - from;
    }

    private static List<JsonObject> updates(List<JsonObject> messages) {
        return messages.stream().filter(LanesContractTest::isUpdate).toList();
    }

    @ParameterizedTest
    @EnumSource
    void aNotificationOvertakesThePricesThatWaitAndNothingIsLost(Kind kind) throws Exception {
        try (GatewayHarness gateway = gateway(kind);
                LaneClient client = new LaneClient(gateway.port(), kind, TOKEN)) {
            subscribe(gateway, client, "notifications");
            saturate(gateway);
            gateway.notify(USER, "first", BODY);
            gateway.notify(USER, "second", "");
            gateway.awaitDealtWith();

            List<JsonObject> all = read(client, "notification");
            int before = updates(all).size();
            while (newest(all) < published - 1) {
                all.add(client.next());
            }
            assertThat(standsFor(updates(all), 0)).isEqualTo(published);
            client.say("{\"type\":\"get_status\"}");
            JsonObject status = read(client, "status").get(0).getJsonObject("data");

            assertThat(titles(all)).containsExactly("first", "second");
            assertThat(all).extracting(LanesContractTest::type).startsWith("connected", "subscription_confirmed");
            assertThat(all.stream().filter(message -> type(message).equals("update")))
                    .extracting(message -> message.getBoolean("snapshot", false))
                    .startsWith(true, false);
            assertThat(updates(all).subList(before, updates(all).size()))
                    .as("what was sent before the notification")
                    .filteredOn(update -> !update.containsKey("merged"))
                    .isNotEmpty();
            int delivered = updates(all).size();
            assertThat(status.getJsonObject("lanes").getJsonObject("prices"))
                    .isEqualTo(new JsonObject()
                            .put("published", published)
                            .put("delivered", delivered)
                            .put("merged", published - delivered)
                            .put("dropped", 0)
                            .put("waiting", 0));
        }
    }

    private static List<String> titles(List<JsonObject> messages) {
        return messages.stream()
                .filter(message -> type(message).equals("notification"))
                .map(message -> message.getJsonObject("data").getString("title"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void thatThereWillBeNoMorePricesIsSaidBehindTheLastOfThem(Kind kind) throws Exception {
        try (GatewayHarness gateway = gateway(kind);
                LaneClient client = new LaneClient(gateway.port(), kind, TOKEN)) {
            subscribe(gateway, client, "notifications");
            saturate(gateway);
            client.say("{\"type\":\"unsubscribe\",\"symbols\":[\"BTC-USD\"]}");
            Awaitility.await().until(() -> gateway.figures().getInteger("subscriptions") == 1);
            gateway.notify(USER, "behind it", "");
            gateway.awaitDealtWith();
            client.say("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");

            List<JsonObject> last = read(client, "unsubscribed");
            List<JsonObject> anew = read(client, "update");

            assertThat(standsFor(updates(last), 0)).isPositive();
            assertThat(anew)
                    .extracting(LanesContractTest::type)
                    .containsExactly("notification", "subscription_confirmed", "update");
            assertThat(anew.get(2).getBoolean("snapshot")).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsTooSlowEvenForWhatIsPrivateIsClosedAndFindsTheRestLater(Kind kind) throws Exception {
        try (GatewayHarness gateway = gateway(kind)) {
            try (LaneClient client = new LaneClient(gateway.port(), kind, TOKEN)) {
                subscribe(gateway, client, "notifications", "portfolio:" + USER);
                saturate(gateway);
                assertThat(gateway.figures().getInteger("subscriptions"))
                        .as("prices alone end nobody")
                        .isEqualTo(2);
                int sent = 0;
                while (gateway.figures().getInteger("subscriptions") > 0) {
                    gateway.notify(USER, "n", "");
                    publish(gateway, sent++);
                    assertThat(sent).isLessThan(1_000);
                }
                assertThat(sent).as("what may wait").isGreaterThan(262_144 / BODY.length() / 2);
                JsonObject message = client.next();
                while (!type(message).equals("closed")) {
                    message = client.next();
                }
                assertThat(message.getInteger("code")).isEqualTo(4413);
                assertAllIsKept(gateway, sent);
            }
        }
    }

    @Test
    void allSnapshotsAtOnceAreNobodysSlowness() throws Exception {
        JsonObject options = new JsonObject("{\"limits\":{\"queueBytes\":16384,\"subscriptionsPerConnection\":0},"
                + "\"policy\":{\"roles\":{\"trader\":{\"symbols\":1000}}}}");
        List<String> symbols =
                IntStream.range(1000, 2000).mapToObj(i -> "S" + i + "-USD").toList();
        try (GatewayHarness gateway = new GatewayHarness(options);
                RawSocket client = new RawSocket(gateway.port(), "/ws", Map.of("Authorization", "Bearer " + TOKEN))) {
            gateway.feed(symbols.toArray(String[]::new));
            gateway.round(1, symbols);
            client.send(new JsonObject()
                    .put("type", "subscribe")
                    .put("symbols", new JsonArray(symbols))
                    .encode());
            Awaitility.await().until(() -> gateway.figures().getInteger("subscriptions") == symbols.size());
            gateway.awaitDealtWith();
            client.send("{\"type\":\"get_status\"}");

            client.await("subscription_confirmed");
            for (String symbol : symbols) {
                JsonObject snapshot = client.next();
                assertThat(snapshot.getBoolean("snapshot")).isTrue();
                assertThat(snapshot.getJsonObject("data").getString("symbol")).isEqualTo(symbol);
            }
            assertThat(type(client.next())).isEqualTo("status");
        }
    }

    private static void publish(GatewayHarness gateway, int number) {
        JsonObject body = new JsonObject()
                .put("channel", "portfolio:" + USER)
                .put("type", "portfolio:update")
                .put("data", new JsonObject().put("n", number).put("text", BODY));
        gateway.vertx().eventBus().request(Address.CHANNEL_PUBLISH.text(), body).await();
        gateway.awaitDealtWith();
    }

    private static void assertAllIsKept(GatewayHarness gateway, int count) throws IOException {
        try (RawSocket back =
                new RawSocket(gateway.port(), "/api/notifications/ws", Map.of("Authorization", "Bearer " + TOKEN))) {
            for (int i = 1; i <= count; i++) {
                assertThat(back.await("notification").getInteger("seq")).isEqualTo(i);
            }
        }
    }
}
