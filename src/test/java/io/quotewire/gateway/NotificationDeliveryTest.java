package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored for a user comes to every connection of the user once and in order, whatever the bus or the reader do. */
class NotificationDeliveryTest {
    private static final String INBOX = "/api/notifications/ws";
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private String store;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":0}}"));
        store = gateway.deployNotifications();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private RawSocket open(String path, Map<String, String> headers) {
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    private RawSocket connect(String path, String user) {
        RawSocket socket = open(path, Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "VIEWER")));
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    private void publish(String user, int count) {
        for (int i = 0; i < count; i++) {
            gateway.notify(user, "n", "");
        }
    }

    private static List<Long> seqs(RawSocket socket, int count) {
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seqs.add(socket.await("notification").getLong("seq"));
        }
        return seqs;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static void ack(RawSocket socket, long seq) {
        socket.send("{\"type\":\"ack\",\"data\":{\"channel\":\"notifications\",\"seq\":" + seq + "}}");
        // Requests are done in their order: when this is answered, the ack is on its way before anything asked later.
        socket.send("{\"type\":\"ping\"}");
        socket.await("pong");
    }

    private static JsonObject confirmation(RawSocket socket) {
        JsonArray channels =
                socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels");
        assertThat(channels).hasSize(1);
        return channels.getJsonObject(0);
    }

    private static void subscribe(RawSocket socket, String since) {
        socket.send("{\"type\":\"subscribe\",\"id\":1,\"data\":{\"channels\":[\"notifications\"]" + since + "}}");
    }

    @Test
    void missedOnesComeFirstThenLiveOnes() {
        publish("ann", 3);
        publish("bob", 1);
        RawSocket socket = connect(INBOX, "ann");
        assertThat(seqs(socket, 3)).isEqualTo(range(1, 3));
        String id = gateway.notify("ann", "50% off, 100%25 \uD83D\uDE80", "<b>").getString("id");

        JsonObject live = socket.await("notification");

        assertThat(live.getLong("seq")).isEqualTo(4);
        assertThat(live.getString("channel")).isEqualTo("notifications");
        assertThat(live.getString("epoch")).isNotEmpty();
        assertThat(live.getJsonObject("data").getString("id")).isEqualTo(id);
        assertThat(live.getJsonObject("data").getString("title")).isEqualTo("50% off, 100%25 \uD83D\uDE80");
        assertThat(live.getJsonObject("data").fieldNames())
                .containsExactlyInAnyOrder("id", "kind", "title", "body", "data", "createdAt");
    }

    @Test
    void everyConnectionOfTheUserGetsEachOne() {
        List<RawSocket> all =
                List.of(connect(INBOX, "ann"), connect("/ws?channels=notifications", "ann"), connect(INBOX, "ann"));
        publish("ann", 50);
        all.forEach(socket -> assertThat(seqs(socket, 50)).isEqualTo(range(1, 50)));
    }

    @Test
    void aDeviceGoesOnAfterItsLastAcknowledgement() {
        publish("ann", 5);
        RawSocket phone = connect(INBOX + "?device=phone", "ann");
        assertThat(seqs(phone, 5)).isEqualTo(range(1, 5));
        ack(phone, 3);
        gateway.awaitAcknowledged(1);
        publish("ann", 1);

        assertThat(seqs(connect(INBOX + "?device=phone", "ann"), 3)).isEqualTo(range(4, 6));
        assertThat(seqs(connect(INBOX + "?device=tablet", "ann"), 6)).isEqualTo(range(1, 6));
        assertThat(seqs(connect(INBOX, "ann"), 6)).isEqualTo(range(1, 6));
    }

    @Test
    void aDeviceNamedWithTheTokenCounts() {
        publish("ann", 2);
        RawSocket socket = open("/ws", Map.of());
        socket.send(new JsonObject()
                .put("type", "authenticate")
                .put("token", GatewayHarness.token("ann", "VIEWER"))
                .put("device", "phone")
                .encode());
        socket.await("authenticated");
        subscribe(socket, "");
        assertThat(seqs(socket, 2)).isEqualTo(range(1, 2));
        ack(socket, 2);
        gateway.awaitAcknowledged(1);
        publish("ann", 1);

        assertThat(seqs(connect(INBOX + "?device=phone", "ann"), 1)).containsExactly(3L);
    }

    @Test
    void aPositionWinsOverTheDevice() {
        publish("ann", 5);
        RawSocket first = connect(INBOX + "?device=phone", "ann");
        String epoch = first.await("notification").getString("epoch");
        ack(first, 5);
        gateway.awaitAcknowledged(1);

        RawSocket socket = connect("/ws?device=phone", "ann");
        subscribe(socket, ",\"since\":{\"notifications\":{\"epoch\":\"" + epoch + "\",\"seq\":2}}");

        JsonObject confirmed = confirmation(socket);
        assertThat(confirmed.getBoolean("recovered")).isTrue();
        assertThat(confirmed.getString("epoch")).isEqualTo(epoch);
        assertThat(confirmed.getLong("seq")).isEqualTo(5);
        assertThat(seqs(socket, 3)).isEqualTo(range(3, 5));
        RawSocket byQuery = connect("/ws?channels=notifications&since=notifications:" + epoch + ":4", "ann");
        assertThat(confirmation(byQuery).getBoolean("recovered")).isTrue();
        assertThat(seqs(byQuery, 1)).containsExactly(5L);
        assertThat(seqs(connect(INBOX + "?since=notifications::4", "ann"), 1)).containsExactly(5L);
    }

    @Test
    void aPositionOfAnotherEpochIsNotRecovered() {
        publish("ann", 2);
        RawSocket socket = connect("/ws", "ann");
        subscribe(socket, ",\"since\":{\"notifications\":{\"epoch\":\"another\",\"seq\":1}}");
        JsonObject confirmed = confirmation(socket);
        assertThat(confirmed.getBoolean("recovered")).isFalse();
        assertThat(confirmed.getString("reason")).isEqualTo("epoch");
        assertThat(seqs(socket, 2)).isEqualTo(range(1, 2));
    }

    @Test
    void whatCannotBeRecoveredSaysWhy() {
        publish("ann", 2);
        RawSocket socket = connect("/ws", "ann");
        String since = ",\"since\":{\"notifications\":{\"epoch\":null,\"seq\":%d}}";
        subscribe(socket, since.formatted(3));
        assertThat(confirmation(socket).getString("reason")).isEqualTo("ahead");
        assertThat(seqs(socket, 2)).isEqualTo(range(1, 2));
        subscribe(socket, since.formatted(2));
        assertThat(confirmation(socket).containsKey("reason")).isFalse();

        String position = "{\"epoch\":\"e\",\"seq\":1}";
        socket.send("{\"type\":\"subscribe\",\"data\":{\"channels\":[\"watchlist:BTC-USD\",\"system\"],"
                + "\"since\":{\"watchlist:BTC-USD\":" + position + "}}}");
        JsonArray channels =
                socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels");
        assertThat(channels.getJsonObject(0).getBoolean("recovered")).isFalse();
        assertThat(channels.getJsonObject(0).getString("reason")).isEqualTo("not_kept");
        assertThat(channels.getJsonObject(1).containsKey("reason")).isFalse();
    }

    @Test
    void subscribingAgainBringsNothingTwiceUnlessAPositionIsGiven() {
        publish("ann", 2);
        RawSocket socket = connect("/ws?channels=notifications", "ann");
        confirmation(socket);
        assertThat(seqs(socket, 2)).isEqualTo(range(1, 2));
        subscribe(socket, "");
        assertThat(confirmation(socket).getLong("seq")).isEqualTo(2);
        publish("ann", 1);
        assertThat(seqs(socket, 1)).containsExactly(3L);
        subscribe(socket, ",\"since\":{\"notifications\":{\"epoch\":null,\"seq\":0}}");
        assertThat(confirmation(socket).getBoolean("recovered")).isTrue();
        assertThat(seqs(socket, 3)).isEqualTo(range(1, 3));
        publish("ann", 1);
        assertThat(seqs(socket, 1)).containsExactly(4L);
        assertThat(gateway.figures().getInteger("subscriptions")).isEqualTo(1);
    }

    @Test
    void whatTheBusLosesTheStoreBringsInOrder() {
        RawSocket socket = connect(INBOX, "ann");
        publish("ann", 1);
        assertThat(seqs(socket, 1)).containsExactly(1L);
        AtomicBoolean losing = new AtomicBoolean(true);
        gateway.vertx().eventBus().addOutboundInterceptor(delivery -> {
            boolean announcement = delivery.message().address().equals(Address.NOTIFICATIONS_STORED.text());
            if (!announcement || !losing.get()) {
                delivery.next();
            }
        });
        publish("ann", 3);
        losing.set(false);
        publish("ann", 1);
        assertThat(seqs(socket, 4)).isEqualTo(range(2, 5));
        losing.set(true);
        publish("ann", 2);
        // Nothing follows that would show the gap: the comparison with the store finds it.
        assertThat(seqs(socket, 2)).isEqualTo(range(6, 7));
    }

    @Test
    void aReaderThatPausesLosesNothingAndIsNotClosed() {
        RawSocket socket = connect(INBOX, "ann");
        String body = "x".repeat(12_000);
        for (int i = 0; i < 900; i++) {
            gateway.notify("ann", "n", body);
        }
        assertThat(seqs(socket, 900)).isEqualTo(range(1, 900));
        publish("ann", 1);
        assertThat(seqs(socket, 1)).containsExactly(901L);
    }

    @Test
    void withoutAStoreASubscriptionIsRefusedAndTheInboxWaits() {
        gateway.undeploy(store);
        RawSocket inbox = connect(INBOX, "ann");
        JsonObject error = inbox.await("error").getJsonObject("data");
        assertThat(error.getString("code")).isEqualTo("STORE_UNAVAILABLE");
        assertThat(error.getBoolean("temporary")).isTrue();
        RawSocket socket = connect("/ws", "ann");
        subscribe(socket, "");
        assertThat(socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels"))
                .isEmpty();
        assertThat(socket.await("subscription_failed").getJsonObject("data").getString("code"))
                .isEqualTo("STORE_UNAVAILABLE");

        gateway.deployNotifications();
        publish("ann", 2);

        assertThat(seqs(inbox, 2)).isEqualTo(range(1, 2));
        subscribe(socket, "");
        confirmation(socket);
        assertThat(seqs(socket, 2)).isEqualTo(range(1, 2));
    }

    @Test
    void requestsBehindOneThatIsBeingAnsweredWaitTheirTurn() {
        publish("ann", 1);
        RawSocket socket = connect("/ws", "ann");

        subscribe(socket, "");
        socket.send("{\"type\":\"ping\"}");

        assertThat(List.of(socket.next(), socket.next(), socket.next()))
                .extracting(message -> message.getString("type"))
                .containsExactly("subscription_confirmed", "notification", "pong");
    }

    @Test
    void whoSendsTooMuchMeanwhileIsClosed() {
        gateway.undeploy(store);
        gateway.vertx()
                .eventBus()
                .consumer(Address.NOTIFICATIONS_HISTORY.text(), asked -> {})
                .completion()
                .await();
        RawSocket socket = connect("/ws", "ann");

        subscribe(socket, "");
        String ping = "{\"type\":\"ping\",\"data\":{\"x\":\"" + "x".repeat(40_000) + "\"}}";
        for (int i = 0; i < 3; i++) {
            socket.send(ping);
        }

        assertThat(socket.next())
                .isEqualTo(new JsonObject().put("type", "closed").put("code", CloseCode.POLICY_VIOLATION.number()));
    }

    @Test
    void numberingThatBeginsAnewIsFollowedUnderItsNewEpoch() {
        publish("ann", 3);
        RawSocket socket = connect(INBOX, "ann");
        String before = socket.await("notification").getString("epoch");
        assertThat(seqs(socket, 2)).isEqualTo(range(2, 3));
        gateway.undeploy(store);
        gateway.deployNotifications();
        publish("ann", 1);

        JsonObject next = socket.await("notification");

        assertThat(next.getLong("seq")).isEqualTo(1);
        assertThat(next.getString("epoch")).isNotEqualTo(before);
    }

    @Test
    void historyTellsTheNewestOrWhatFollows() {
        publish("ann", 5);
        RawSocket socket = connect("/ws", "ann");
        socket.send("{\"type\":\"history\",\"id\":\"h\",\"data\":{\"channel\":\"notifications\",\"limit\":2}}");
        JsonObject newest = socket.await("history");
        assertThat(newest.getString("id")).isEqualTo("h");
        JsonArray messages = newest.getJsonObject("data").getJsonArray("messages");
        assertThat(messages)
                .extracting(message -> ((JsonObject) message).getLong("seq"))
                .containsExactly(4L, 5L);
        assertThat(messages.getJsonObject(0).getJsonObject("data").getString("title"))
                .isEqualTo("n");
        socket.send("{\"type\":\"history\",\"data\":{\"channel\":\"notifications\",\"limit\":2,"
                + "\"since\":{\"epoch\":null,\"seq\":1}}}");
        JsonObject page = socket.await("history").getJsonObject("data");
        assertThat(page.getJsonArray("messages"))
                .extracting(message -> ((JsonObject) message).getLong("seq"))
                .containsExactly(2L, 3L);
        assertThat(page.getLong("seq")).isEqualTo(3);
    }

    @Test
    void strangersAreRefused() {
        assertThat(open(INBOX, Map.of()).status()).isEqualTo(401);
        RawSocket socket = open("/ws?channels=notifications", Map.of());
        socket.await("connected");
        assertThat(socket.await("subscription_failed").getJsonObject("data").getString("code"))
                .isEqualTo("UNAUTHORIZED");
        for (String request : List.of(
                "{\"type\":\"ack\",\"channel\":\"notifications\",\"seq\":1}",
                "{\"type\":\"history\",\"channel\":\"notifications\"}")) {
            socket.send(request);
            assertThat(socket.await("error").getJsonObject("data").getString("code"))
                    .isEqualTo("UNAUTHORIZED");
        }
    }

    @ParameterizedTest
    @CsvSource({"?since=notifications", "?since=notifications:e:x", "?since=a:b:-1", "?device=", "?since=:e:1"})
    void aMalformedWishIsRefusedBeforeTheUpgrade(String query) {
        assertThat(open("/ws" + query, Map.of()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ack     | \"seq\":1                                    | channel",
                "ack     | \"channel\":\"prices:BTC-USD\",\"seq\":1     | channel",
                "ack     | \"channel\":\"notifications\"                | seq",
                "ack     | \"channel\":\"notifications\",\"seq\":-1     | seq",
                "ack     | \"channel\":\"notifications\",\"seq\":1.5    | seq",
                "history | \"channel\":\"notifications\",\"limit\":0    | limit",
                "history | \"channel\":\"notifications\",\"limit\":1001 | limit",
                "history | \"channel\":\"notifications\",\"since\":5    | since",
                "history | \"channel\":\"notifications\",\"since\":{}   | since.seq",
            })
    void aWrongFieldIsNamed(String type, String data, String field) {
        RawSocket socket = connect("/ws", "ann");
        socket.send("{\"type\":\"" + type + "\",\"data\":{" + data + "}}");
        JsonObject error = socket.await("error").getJsonObject("data");
        assertThat(error.getString("code")).isEqualTo("BAD_MESSAGE");
        assertThat(error.getJsonObject("details").getString("field")).isEqualTo(field);
    }

    @Test
    void nothingIsLeftOfConnectionsThatAreGone() throws Exception {
        JsonObject before = gateway.figures();
        for (int i = 0; i < 5; i++) {
            connect(i % 2 == 0 ? INBOX : "/ws?channels=notifications", "ann");
        }
        publish("ann", 5);
        sockets.forEach(socket -> seqs(socket, 5));
        for (RawSocket socket : sockets) {
            socket.reset();
        }
        gateway.awaitFigures(before);
        publish("ann", 1);
        assertThat(gateway.complaints()).noneMatch(line -> line.contains("ERROR"));
    }
}
