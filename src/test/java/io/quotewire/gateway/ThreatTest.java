package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who asks too fast or for what is not theirs is warned, closed and at last blocked, over real sockets. Clients say where they
 * come from, as a proxy would.
 */
class ThreatTest {
    private static final String BRIDGE = "/eventbus/websocket";
    private static final String ATTACKER = "203.0.113.9";
    private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}";

    private final List<RawSocket> sockets = new ArrayList<>();
    private final List<JsonObject> audited = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private GatewayHarness gateway;

    @BeforeEach
    void meters() {
        BackendRegistries.setupBackend(new MicrometerMetricsOptions(), registry);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.close();
        BackendRegistries.stop(MicrometerMetricsOptions.DEFAULT_REGISTRY_NAME);
    }

    private void start(String limits) {
        JsonObject options = new JsonObject()
                .put("eventLoops", 2)
                .put("trustedProxies", new JsonArray().add("127.0.0.1"))
                .put(
                        "limits",
                        new JsonObject("{\"connectionsPerIp\":0,\"connectionsPerUser\":0}")
                                .mergeIn(new JsonObject(limits.replace('\'', '"'))));
        gateway = new GatewayHarness(options);
        gateway.vertx().eventBus().<JsonObject>consumer(Address.AUDIT_EVENT.text(), event -> audited.add(event.body()));
    }

    private RawSocket handshake(String path, String from, String... user) {
        Map<String, String> headers = new HashMap<>();
        if (!from.isEmpty()) {
            headers.put("X-Forwarded-For", from);
        }
        if (user.length > 0) {
            headers.put("Authorization", "Bearer " + GatewayHarness.token(user[0], user[1]));
        }
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    private RawSocket connect(String path, String from, String... user) {
        RawSocket socket = handshake(path, from, user);
        assertThat(socket.status()).isEqualTo(101);
        if (!path.equals(BRIDGE)) {
            socket.await("connected");
        }
        return socket;
    }

    private static void send(RawSocket socket, String message, int times) {
        for (int i = 0; i < times; i++) {
            socket.send(message);
        }
    }

    private static void assertWarned(RawSocket socket, int strikes) {
        JsonObject error = socket.await("error").getJsonObject("data");
        assertThat(error.getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(error.getLong("retryAfterMs")).isPositive();
        assertThat(error.getJsonObject("details"))
                .isEqualTo(new JsonObject()
                        .put("strikes", strikes)
                        .put("closesAt", 3)
                        .put("closesWith", 4029));
    }

    private static int closeCode(RawSocket socket) {
        return socket.await("closed").getInteger("code");
    }

    /** Goes too far with limits of one message. */
    private void goTooFar(String from) {
        RawSocket socket = connect("/ws", from);
        send(socket, "{\"type\":\"symbols\"}", 4);
        assertThat(closeCode(socket)).isEqualTo(4029);
    }

    private double count(String meter) {
        return registry.find(meter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private JsonArray blocks() {
        return gateway.command(
                        Address.CONTROL_SANCTIONS,
                        new JsonObject().put("by", "root").put("kind", "BLOCKS"))
                .getJsonArray("blocks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/sockjs/websocket"})
    void whatIsBeyondTheBurstIsWarnedTwiceAndClosed(String path) {
        start("{'messagesPerSecond':1}");
        RawSocket socket = connect(path, ATTACKER);
        send(socket, "{\"type\":\"symbols\"}", 23);
        for (int i = 0; i < 20; i++) {
            socket.await("symbols");
        }
        assertWarned(socket, 1);
        assertWarned(socket, 2);
        assertWarned(socket, 3);
        assertThat(closeCode(socket)).isEqualTo(4029);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/sockjs/websocket"})
    void soManyRequestsToSubscribePassAMinuteAndWhoGoesOnIsClosed(String path) {
        start("{'messagesPerSecond':0,'subscriptionRequestsPerMinute':6}");
        RawSocket socket = connect(path, ATTACKER);
        for (int i = 0; i < 3; i++) {
            socket.send(SUBSCRIBE);
            socket.send("{\"type\":\"unsubscribe\",\"symbols\":[\"BTC-USD\"]}");
        }
        socket.send(SUBSCRIBE);
        for (int i = 0; i < 3; i++) {
            socket.await("subscription_confirmed");
            socket.await("unsubscribed");
        }
        assertWarned(socket, 1);
        send(socket, "{\"type\":\"symbols\"}", 50);
        for (int i = 0; i < 50; i++) {
            socket.await("symbols");
        }
        send(socket, SUBSCRIBE, 2);
        assertWarned(socket, 2);
        assertWarned(socket, 3);
        assertThat(closeCode(socket)).isEqualTo(4029);
    }

    @Test
    void aPeerOfTheBridgeIsHeldToTheSameRatesAndServicesAreNot() {
        start("{'messagesPerSecond':0,'subscriptionRequestsPerMinute':6,'blockAfter':1}");
        String register = "{\"type\":\"register\",\"address\":\"quotes.BTC-USD\"}";
        String unregister = "{\"type\":\"unregister\",\"address\":\"quotes.BTC-USD\"}";
        RawSocket viewer = connect(BRIDGE, ATTACKER, "ann", "VIEWER");
        RawSocket service = connect(BRIDGE, "203.0.113.1", "root", "ADMIN");
        for (RawSocket peer : List.of(viewer, service)) {
            for (int i = 0; i < 5; i++) {
                peer.send(register);
                peer.send(unregister);
            }
        }
        for (int i = 0; i < 3; i++) {
            assertThat(viewer.await("err").getString("body")).isEqualTo("rate_limited");
        }
        assertThat(closeCode(viewer)).isEqualTo(4029);
        Awaitility.await().until(() -> handshake(BRIDGE, ATTACKER).status() == 403);
        service.send("{\"type\":\"send\",\"address\":\"node.phase\",\"body\":1}");
        assertThat(service.next().getString("body")).isEqualTo("access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/sockjs/websocket"})
    void whoTriesOthersChannelsAgainAndAgainIsClosed(String path) {
        start("{'messagesPerSecond':0,'violationsPerMinute':5}");
        RawSocket socket = connect(path, ATTACKER, "ann", "TRADER");
        socket.send(
                "{\"type\":\"subscribe\",\"channels\":[\"portfolio:bob\",\"nope:x\",\"analysis:a\",\"prices:NO-NO\"]}");
        socket.send("{\"type\":\"history\",\"channel\":\"trades:bob\"}");
        socket.send("{\"type\":\"publish\",\"data\":{\"channel\":\"user:bob\",\"data\":{}}}");
        for (int i = 0; i < 4; i++) {
            socket.await("subscription_failed");
        }
        socket.await("error");
        socket.await("error");
        socket.send("{\"type\":\"ping\"}");
        socket.await("pong");

        socket.send("{\"type\":\"subscribe\",\"channels\":[\"user:bob\",\"user:ann\"]}");

        assertThat(socket.await("subscription_confirmed").encode()).contains("user:ann");
        assertThat(socket.await("subscription_failed").encode()).contains("user:bob");
        assertThat(closeCode(socket)).isEqualTo(4029);
    }

    @Test
    void aPeerOfTheBridgeThatTriesAddressesIsClosedToo() {
        start("{'messagesPerSecond':0,'violationsPerMinute':5}");
        RawSocket viewer = connect(BRIDGE, ATTACKER, "ann", "VIEWER");
        send(viewer, "{\"type\":\"send\",\"address\":\"control.block\",\"body\":{}}", 6);
        for (int i = 0; i < 6; i++) {
            assertThat(viewer.await("err").getString("body")).isEqualTo("access_denied");
        }
        assertThat(closeCode(viewer)).isEqualTo(4029);
    }

    @Test
    void noAnswerOfTheServiceThatOwnsTheRoomsIsNobodysAttempt() {
        start("{'messagesPerSecond':0,'violationsPerMinute':5}");
        RawSocket socket = connect("/ws", ATTACKER, "ann", "TRADER");
        JsonArray rooms =
                new JsonArray(IntStream.range(0, 20).mapToObj(i -> "room:r" + i).toList());
        String subscribe =
                new JsonObject().put("type", "subscribe").put("channels", rooms).encode();
        socket.send(subscribe);
        for (int i = 0; i < 20; i++) {
            socket.await("subscription_failed");
        }
        socket.send("{\"type\":\"ping\"}");
        socket.await("pong");

        gateway.vertx()
                .eventBus()
                .consumer(
                        Address.ROOM_AUTHORIZE.text(),
                        question -> question.reply(new JsonObject().put("allowed", false)))
                .completion()
                .await();
        socket.send(subscribe);

        assertThat(closeCode(socket)).isEqualTo(4029);
        assertThat(registry.get("channel.refusals")
                        .tags("action", "subscribe", "reason", "no_answer")
                        .counter()
                        .count())
                .isEqualTo(20);
    }

    @Test
    void theAddressOfThreeClosedConnectionsIsBlockedEverywhereUntilItIsLifted() {
        start("{'messagesPerSecond':1,'burst':1,'blockAfter':3}");
        RawSocket other = connect("/ws/prices", ATTACKER);
        RawSocket peer = connect(BRIDGE, ATTACKER, "ann", "VIEWER");
        RawSocket neighbour = connect("/ws", "203.0.113.10");
        Awaitility.await().until(() -> gateway.figures().getInteger("busPeers") == 1);
        goTooFar(ATTACKER);
        goTooFar(ATTACKER);
        goTooFar("203.0.113.11");
        assertThat(blocks()).isEmpty();

        goTooFar(ATTACKER);

        assertThat(closeCode(other)).isEqualTo(4503);
        assertThat(closeCode(peer)).isEqualTo(4503);
        neighbour.send("{\"type\":\"ping\"}");
        neighbour.await("pong");
        for (String path : List.of("/ws", "/ws/prices/BTC-USD", BRIDGE, "/sockjs/websocket", "/api/notifications/ws")) {
            RawSocket refused = handshake(path, ATTACKER);
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
        }
        for (String path : List.of("/api/prices", "/sockjs/info", "/eventbus/info", "/")) {
            assertThat(RawHttp.once(gateway.port(), "GET", path, "", "X-Forwarded-For: " + ATTACKER)
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(RawHttp.once(gateway.port(), "POST", "/sockjs/000/abc/xhr", "", "X-Forwarded-For: " + ATTACKER)
                        .status())
                .isEqualTo(403);
        assertThat(handshake("/ws", "203.0.113.10").status()).isEqualTo(101);
        JsonObject listed = blocks().getJsonObject(0);
        assertThat(listed.getString("ip")).isEqualTo(ATTACKER);
        assertThat(listed.getString("by")).isEqualTo("automatic");
        assertThat(listed.getString("reason")).isEqualTo("3 connections closed for going too far, within 10 minutes");
        assertOnTheRecord();

        gateway.command(
                Address.CONTROL_UNBLOCK, new JsonObject().put("by", "root").put("ip", ATTACKER));

        connect("/ws", ATTACKER);
        assertThat(blocks()).isEmpty();
    }

    private void assertOnTheRecord() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(audited)
                        .filteredOn(row -> row.getString("action").equals("ADMIN_ACTION")
                                && row.getJsonObject("details")
                                        .getString("command")
                                        .equals("block"))
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.getString("ip")).isEqualTo(ATTACKER);
                            assertThat(row.getJsonObject("details"))
                                    .isEqualTo(
                                            new JsonObject("{\"command\":\"block\",\"by\":\"automatic\",\"closed\":2,"
                                                    + "\"reason\":\"3 connections closed for going too far, within 10 minutes\","
                                                    + "\"nodes\":1,\"kept\":true,\"seconds\":900,\"automatic\":true}"));
                        }));
        assertThat(count("control.blocks.automatic")).isEqualTo(1);
        assertThat(registry.get("control.in.force")
                        .tag("kind", "address")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void anAutomaticBlockEndsByItself() {
        start("{'messagesPerSecond':1,'burst':1,'blockAfter':1,'blockSeconds':1}");
        goTooFar(ATTACKER);
        Awaitility.await().until(() -> count("control.blocks.automatic") == 1);
        Awaitility.await().until(() -> handshake("/ws", ATTACKER).status() == 101);
    }

    @Test
    void floodsCountAndOneNetworkOfIpv6IsOneClient() {
        start("{'messagesPerSecond':1,'burst':1,'blockAfter':2}");
        RawSocket flood = connect("/ws", "2001:db8::1");
        for (int i = 0; i < 500; i++) {
            flood.frame(0x89, new byte[] {1});
        }
        RawSocket.Frame last = flood.frame();
        while (last.first() == 0x8A) {
            last = flood.frame();
        }
        assertThat(last.closeCode()).isEqualTo(1008);
        goTooFar("2001:db8::2");

        Awaitility.await().until(() -> handshake("/ws", "2001:db8::3").status() == 403);
        connect("/ws", "2001:db8:0:1::3");
        assertThat(blocks().getJsonObject(0).getString("ip")).isEqualTo("2001:db8:0:0:0:0:0:0/64");
        gateway.command(
                Address.CONTROL_UNBLOCK, new JsonObject().put("by", "root").put("ip", "2001:db8::3"));
        connect("/ws", "2001:db8::3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::/64", "2001:db8::7"})
    void anAdministratorBlocksAnIpv6AddressOrItsNetworkAndLiftsItEitherWay(String ip) {
        start("{}");
        JsonObject command = new JsonObject().put("by", "root").put("ip", ip);
        boolean network = ip.endsWith("/64");
        RawSocket there = connect("/ws", "2001:db8::7");
        RawSocket neighbour = connect("/ws", "2001:db8::8");
        assertThat(gateway.command(Address.CONTROL_BLOCK, command).getInteger("closed"))
                .isEqualTo(network ? 2 : 1);
        assertThat(closeCode(there)).isEqualTo(4503);
        assertThat(handshake("/ws", "2001:db8::7").status()).isEqualTo(403);
        assertThat(handshake("/ws", "2001:db8::8").status()).isEqualTo(network ? 403 : 101);
        gateway.command(Address.CONTROL_UNBLOCK, command);
        connect("/ws", "2001:db8::7");
        if (network) {
            assertThat(closeCode(neighbour)).isEqualTo(4503);
        }
    }

    @Test
    void aProxyIsNeverBlockedNorAnybodyWhereThatIsOff() {
        start("{'messagesPerSecond':1,'burst':1,'blockAfter':1}");
        for (int i = 0; i < 3; i++) {
            goTooFar("");
        }
        goTooFar(ATTACKER);
        Awaitility.await().until(() -> blocks().size() == 1);
        assertThat(blocks().getJsonObject(0).getString("ip")).isEqualTo(ATTACKER);
        gateway.close();

        start("{'messagesPerSecond':1,'burst':1,'blockAfter':0}");
        for (int i = 0; i < 5; i++) {
            goTooFar(ATTACKER);
        }
        connect("/ws", ATTACKER);
        assertThat(blocks()).isEmpty();
    }
}
