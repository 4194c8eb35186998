package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.Listening;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.TokenForge;
import io.quotewire.testkit.VanishingClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The limits of PROTOCOL over the wire: what is just allowed passes, one more is refused as it says, and it comes back. Where
 * each one has its tests:
 *
 * <table>
 * <caption>Limits</caption>
 * <tr><td>connectionsPerNode, connectionsPerIp</td><td>here, {@code ReceptionTest}, {@link VanishingClientsTest}</td></tr>
 * <tr><td>connectionsPerUser</td><td>here; across nodes, and of one that is killed: {@code LimitsIT}</td></tr>
 * <tr><td>handshakesPerSecondPerIp, authFailuresPerMinutePerIp</td><td>here; exactly, with a clock: {@code ReceptionTest},
 *     {@code AddressRatesTest}</td></tr>
 * <tr><td>messagesPerSecond, burst</td><td>here; with a clock: {@code TokenBucketTest}</td></tr>
 * <tr><td>subscriptionsPerConnection</td><td>here; by role: {@link RoleChangeTest}</td></tr>
 * <tr><td>maxMessageBytes, fragments</td><td>here; every shape: {@code ConformanceTest}; compressed: {@code BombsIT};
 *     SockJS: {@code HttpTransportsTest}</td></tr>
 * <tr><td>frames a second</td><td>here; with a clock: {@code FrameMeterTest}; floods: {@link FloodTest}</td></tr>
 * <tr><td>handshakeSeconds</td><td>here; heads: {@link HandshakeDeadlineTest}; bodies: {@link SlowBodiesTest}</td></tr>
 * <tr><td>idleSeconds, heartbeatSeconds</td><td>here; {@link VanishingClientsTest}</td></tr>
 * <tr><td>queueBytes</td><td>{@link FloodTest}, {@link StalledSockJsTest}, {@link LastWordsTest}, {@code DeafClientsIT}</td></tr>
 * </table>
 */
class LimitsTest {
    private static final String PING = "{\"type\":\"ping\"}";
    private static final Map<String, String> ANONYMOUS = Map.of();

    private final List<RawSocket> sockets = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private GatewayHarness gateway;

    @TempDir
    Path dir;

    @BeforeEach
    void count() {
        BackendRegistries.setupBackend(new MicrometerMetricsOptions(), registry);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        BackendRegistries.stop(MicrometerMetricsOptions.DEFAULT_REGISTRY_NAME);
    }

    private void start(String limits) {
        start(limits, "");
    }

    private void start(String limits, String more) {
        gateway = new GatewayHarness(new JsonObject(
                "{'eventLoops':2,'limits':{%s}%s}".formatted(limits, more).replace('\'', '"')));
    }

    private RawSocket open(String path, Map<String, String> headers) {
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    private RawSocket connected(Map<String, String> headers) {
        RawSocket socket = open("/ws", headers);
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    private static Map<String, String> as(String user) {
        return Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER"));
    }

    private int status(Map<String, String> headers) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.port(), "/ws", headers)) {
            return socket.status();
        }
    }

    /** A place that was given back is had again; whoever comes meanwhile is refused, and takes none. */
    private void awaitLetIn(Map<String, String> headers) {
        Awaitility.await().until(() -> status(headers) == 101);
    }

    private double refused() {
        Counter counter =
                registry.find("websocket.errors").tag("code", "RATE_LIMITED").counter();
        return counter == null ? 0 : counter.count();
    }

    private enum Way {
        LEAVES,
        IS_RESET,
        IS_KILLED
    }

    private Runnable visitor(Way way) throws IOException {
        if (way == Way.IS_KILLED) {
            VanishingClient client = new VanishingClient(gateway.port());
            return client::kill;
        }
        RawSocket socket = connected(ANONYMOUS);
        return () -> {
            try {
                if (way == Way.LEAVES) {
                    socket.leave();
                } else {
                    socket.reset();
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aNodeTakesSoManyAndAgainWhenOneHasGone(Way way) throws IOException {
        start("'connectionsPerNode':2,'connectionsPerIp':0");
        Runnable goes = visitor(way);
        connected(ANONYMOUS);
        RawSocket third = open("/ws", ANONYMOUS);
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.header("Retry-After")).isEqualTo("1");
        goes.run();
        awaitLetIn(ANONYMOUS);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAddressTakesSoManyAndAgainWhenOneHasGone(Way way) throws IOException {
        start("'connectionsPerIp':2");
        Runnable goes = visitor(way);
        connected(ANONYMOUS);
        RawSocket third = open("/ws", ANONYMOUS);
        assertThat(third.status()).isEqualTo(429);
        assertThat(third.header("Retry-After")).isEqualTo("1");
        goes.run();
        awaitLetIn(ANONYMOUS);
    }

    @Test
    void theAddressesOfOneNetworkCountTogetherAndAreShownAsTheyAre() throws IOException {
        start("'connectionsPerIp':2", ",'trustedProxies':['127.0.0.1']");
        gateway.deployMonitoring(dir);
        connected(from("2001:db8::1"));
        connected(from("2001:db8::2"));
        assertThat(status(from("2001:db8::3:4:5:6"))).isEqualTo(429);
        assertThat(status(from("2001:db8:0:1::1"))).isEqualTo(101);
        assertThat(new AuditRows(dir).await("RATE_LIMITED", "IP_FULL").getString("ip"))
                .isEqualTo("2001:db8::3:4:5:6");
    }

    private static Map<String, String> from(String ip) {
        return Map.of("X-Forwarded-For", ip);
    }

    @Test
    void aFloodFromOneAddressIsInNobodyElsesWayAndLeavesNothing() throws IOException {
        start("'handshakesPerSecondPerIp':5,'connectionsPerIp':10", ",'trustedProxies':['127.0.0.1']");
        JsonObject before = gateway.figures();
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            refused += status(from("203.0.113.1")) == 429 ? 1 : 0;
            if (i % 50 == 0) {
                assertThat(status(from("203.0.113." + (2 + i / 50)))).isEqualTo(101);
            }
        }
        assertThat(refused).isPositive();
        gateway.awaitFigures(before);
        assertThat(gateway.complaints()).isEmpty();
    }

    @Test
    void aRefusedCredentialTakesNoPlace() throws IOException {
        start("'connectionsPerIp':1");
        for (int i = 0; i < 5; i++) {
            assertThat(status(Map.of("X-API-Key", "nobody's"))).isEqualTo(401);
        }
        connected(as("ann"));
        assertThat(status(Map.of("X-API-Key", "nobody's")))
                .as("a place comes before a credential")
                .isEqualTo(429);
    }

    @Test
    void aUserTakesSoManyAndAgainWhenOneHasGone() throws IOException {
        start("'connectionsPerUser':2");
        RawSocket first = connected(as("ann"));
        connected(as("ann"));
        connected(as("bob"));
        assertThat(closedWith(open("/ws", as("ann")))).isEqualTo(4008);
        RawSocket late = connected(ANONYMOUS);
        late.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token("ann", "TRADER") + "\"}");
        assertThat(closedWith(late)).isEqualTo(4008);
        first.reset();
        Awaitility.await().until(() -> isLetInAs("ann"));
    }

    private boolean isLetInAs(String user) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.port(), "/ws", as(user))) {
            socket.await("connected");
            socket.send("{\"type\":\"get_status\"}");
            String type = socket.next().getString("type");
            while (!type.equals("status") && !type.equals("closed")) {
                type = socket.next().getString("type");
            }
            return type.equals("status");
        }
    }

    private static int closedWith(RawSocket socket) {
        return socket.await("closed").getInteger("code");
    }

    /** Where connections are opened. */
    private enum Door {
        WS("/ws"),
        PRICES("/ws/prices"),
        SOCKJS("/sockjs/websocket"),
        XHR("/sockjs/000/session%d/xhr"),
        BRIDGE("/eventbus/websocket");

        private final String path;

        Door(String path) {
            this.path = path;
        }
    }

    /** One more opening; its status, and the answer if it was refused. */
    private RawHttp.Answer knock(Door door, int i) throws IOException {
        String path = door.path.formatted(i);
        return door == Door.XHR
                ? RawHttp.once(gateway.port(), "POST", path, "")
                : RawHttp.once(
                        gateway.port(),
                        "GET",
                        path,
                        "",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "X-API-Key: nobody's");
    }

    /** The slowest rate, so that a slow machine meets it too. A bad credential is what shows that it was not looked at. */
    @ParameterizedTest
    @EnumSource(Door.class)
    void anAddressThatOpensTooFastIsRefusedBeforeItsCredentialIsLookedAt(Door door) throws IOException {
        start("'handshakesPerSecondPerIp':1");
        gateway.deployMonitoring(dir);
        AuditRows audit = new AuditRows(dir);
        double before = refused();
        int honest = door == Door.XHR ? 200 : 401;
        assertThat(knock(door, 0).status()).isEqualTo(honest);
        RawHttp.Answer answer = knock(door, 1);
        for (int i = 2; i < 1_000 && answer.status() == honest; i++) {
            answer = knock(door, i);
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(error.getBoolean("temporary")).isTrue();
        assertThat(error.getLong("retryAfterMs")).isBetween(1L, 1_000L);
        assertThat(refused()).isGreaterThan(before);
        assertThat(audit.await("RATE_LIMITED", "HANDSHAKE_RATE").getString("ip"))
                .isEqualTo("127.0.0.1");
        Awaitility.await().until(() -> knock(door, 2_000).status() == honest);
    }

    @Test
    void whatIsOpenAndWhatIsNoHandshakeAreNotInTheWayOfTheRate() throws IOException {
        start("'handshakesPerSecondPerIp':1");
        RawSocket open = connected(ANONYMOUS);
        Awaitility.await().until(() -> status(ANONYMOUS) == 429);
        open.send(PING);
        open.await("pong");
        assertThat(ask("GET", "/api/symbols").status()).isEqualTo(200);
        assertThat(RawHttp.once(gateway.port(), "GET", "/sockjs/info", "").status())
                .isEqualTo(200);
    }

    /** Where credentials are shown. */
    private enum Gate {
        HANDSHAKE {
            @Override
            int show(LimitsTest test, String token) throws IOException {
                return test.status(Map.of("Authorization", "Bearer " + token));
            }
        },
        API {
            @Override
            int show(LimitsTest test, String token) {
                return test.ask("GET", "/api/notifications", "Authorization: Bearer " + token)
                        .status();
            }
        },
        TICKETS {
            @Override
            int show(LimitsTest test, String token) {
                return test.ask("POST", "/api/tickets", "Authorization: Bearer " + token)
                        .status();
            }
        },
        SOCKJS {
            @Override
            int show(LimitsTest test, String token) throws IOException {
                try (RawSocket socket =
                        new RawSocket(test.gateway.port(), "/sockjs/websocket", Map.of("Cookie", cookie(token)))) {
                    return socket.status();
                }
            }
        },
        AUTHENTICATE {
            @Override
            int show(LimitsTest test, String token) throws IOException {
                try (RawSocket socket = new RawSocket(test.gateway.port(), "/ws")) {
                    socket.await("connected");
                    socket.send("{\"type\":\"authenticate\",\"token\":\"" + token + "\"}");
                    JsonObject answer = socket.next();
                    if (answer.getString("type").equals("authenticated")) {
                        return 101;
                    }
                    String code = answer.getJsonObject("data").getString("code");
                    return code.equals("RATE_LIMITED") ? stillThere(socket) : closed(socket);
                }
            }

            private int stillThere(RawSocket socket) {
                socket.send(PING);
                socket.await("pong");
                return 429;
            }

            private int closed(RawSocket socket) {
                assertThat(closedWith(socket)).isEqualTo(4401);
                return 401;
            }
        },
        BRIDGE_MESSAGE {
            @Override
            int show(LimitsTest test, String token) throws IOException {
                try (RawSocket socket = new RawSocket(test.gateway.port(), "/eventbus/websocket")) {
                    JsonObject headers = new JsonObject().put("Authorization", "Bearer " + token);
                    socket.send(new JsonObject().put("headers", headers).encode());
                    String answer = socket.next().getString("body");
                    if (!answer.equals("rate_limited")) {
                        return answer.equals("auth_error") ? 401 : 101;
                    }
                    socket.send("{}");
                    assertThat(socket.next().getString("body")).isEqualTo("missing_type");
                    return 429;
                }
            }
        };

        /** What came of it, as a status. */
        abstract int show(LimitsTest test, String token) throws IOException;

        private static String cookie(String token) {
            return "quotewire_token=" + token;
        }
    }

    private RawHttp.Answer ask(String method, String path, String... headers) {
        return RawHttp.once(gateway.port(), method, path, "", headers);
    }

    /** Three a minute come back every 20 seconds: nothing does while the test runs. */
    @ParameterizedTest
    @EnumSource(Gate.class)
    void whoHasShownTooManyBadCredentialsIsNotLookedAtAtAnyGate(Gate gate) throws IOException {
        start("'authFailuresPerMinutePerIp':3,'connectionsPerIp':0");
        gateway.deployMonitoring(dir);
        gateway.deployNotifications();
        AuditRows audit = new AuditRows(dir);
        String good = GatewayHarness.token("ann", "TRADER");
        for (int i = 0; i < 5; i++) {
            assertThat(gate.show(this, good)).as("what is good does not count").isBetween(101, 201);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(gate.show(this, "no.good." + i)).isEqualTo(401);
        }
        double before = refused();
        for (Gate any : Gate.values()) {
            assertThat(any.show(this, good))
                    .as("good, and not looked at: " + any)
                    .isEqualTo(429);
        }
        assertThat(refused()).isEqualTo(before + Gate.values().length);
        assertThat(gate.show(this, "no.good.9")).isEqualTo(429);
        audit.await("RATE_LIMITED", "\"ip\":\"127.0.0.1\"", "AUTH_FAILURES");
        connected(ANONYMOUS);
        assertThat(ask("GET", "/api/symbols").status()).isEqualTo(200);
    }

    @Test
    void theManagementPortCountsThemWithTheOthers() throws IOException {
        start("'authFailuresPerMinutePerIp':3");
        int management = gateway.deployManagement(dir);
        String good = "Authorization: Bearer " + GatewayHarness.token("root", "ADMIN");
        assertThat(administer(management, good).status()).isEqualTo(200);
        assertThat(administer(management, "X-API-Key: nobody's").status()).isEqualTo(401);
        assertThat(administer(management, "X-API-Key: nobody's").status()).isEqualTo(401);
        assertThat(status(Map.of("X-API-Key", "nobody's"))).isEqualTo(401);
        RawHttp.Answer answer = administer(management, good);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(answer.body()).contains("RATE_LIMITED");
        assertThat(status(Map.of("X-API-Key", "nobody's"))).isEqualTo(429);
    }

    private static RawHttp.Answer administer(int management, String header) {
        return RawHttp.once(management, "GET", "/admin/connections", "", header);
    }

    @Test
    void itSaysWhenToComeBackAndThenLooksAgain() {
        start("'authFailuresPerMinutePerIp':30");
        RawHttp.Answer answer = ask("GET", "/api/notifications", "X-API-Key: nobody's");
        for (int i = 0; i < 1_000 && answer.status() == 401; i++) {
            answer = ask("GET", "/api/notifications", "X-API-Key: nobody's");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isBetween("1", "2");
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(error.getLong("retryAfterMs")).isBetween(1L, 2_000L);
        Awaitility.await()
                .until(() ->
                        ask("POST", "/api/tickets", "Authorization: Bearer " + GatewayHarness.token("ann", "VIEWER"))
                                        .status()
                                == 201);
    }

    @Test
    void noCredentialAndAnotherUsersAreNoFailuresOfACredential() {
        start("'authFailuresPerMinutePerIp':1");
        for (int i = 0; i < 3; i++) {
            assertThat(ask("GET", "/api/notifications").status()).isEqualTo(401);
        }
        RawSocket ann = connected(as("ann"));
        for (int i = 0; i < 3; i++) {
            ann.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token("bob", "TRADER") + "\"}");
            assertThat(ann.await("error").getJsonObject("data").getString("code"))
                    .isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void whatCannotBeVerifiedAtTheMomentIsNobodysFailure() throws IOException {
        start("'authFailuresPerMinutePerIp':1", ",'auth':{'jwks':'http://127.0.0.1:9/keys'}");
        String token = TokenForge.token(
                "ES256",
                TokenForge.ec("secp256r1"),
                new JsonObject().put("sub", "ann").put("exp", System.currentTimeMillis() / 1000 + 60));
        for (int i = 0; i < 3; i++) {
            assertThat(status(Map.of("Authorization", "Bearer " + token))).isEqualTo(503);
        }
    }

    @Test
    void aBurstOfMessagesIsTakenAndOneMoreIsNot() {
        start("'messagesPerSecond':1,'burst':3");
        RawSocket socket = connected(ANONYMOUS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 4; i++) {
            all.writeBytes(frame(0x81, "{\"type\":\"symbols\"}".getBytes(StandardCharsets.UTF_8)));
        }
        socket.bytes(all.toByteArray());
        for (int i = 0; i < 3; i++) {
            assertThat(socket.next().getString("type")).isEqualTo("symbols");
        }
        JsonObject error = socket.next().getJsonObject("data");
        assertThat(error.getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(error.getLong("retryAfterMs")).isBetween(1L, 1_000L);
        socket.send(PING);
        socket.await("pong");
    }

    @Test
    void aConnectionHasSoManySubscriptionsAndAgainWhenOneHasEnded() {
        start("'subscriptionsPerConnection':2");
        RawSocket socket = connected(ANONYMOUS);
        socket.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\",\"ETH-USD\",\"SOL-USD\"]}");
        assertThat(channels(socket.await("subscription_confirmed"))).hasSize(2);
        JsonObject refused = socket.await("subscription_failed").getJsonObject("data");
        assertThat(refused.getString("code")).isEqualTo("SUBSCRIPTION_LIMIT");
        assertThat(refused.getString("channel")).isEqualTo("prices:SOL-USD");
        socket.send("{\"type\":\"unsubscribe\",\"symbols\":[\"BTC-USD\"]}");
        socket.await("unsubscribed");
        socket.send("{\"type\":\"subscribe\",\"symbols\":[\"SOL-USD\"]}");
        assertThat(channels(socket.await("subscription_confirmed"))).hasSize(1);
    }

    private static JsonArray channels(JsonObject confirmed) {
        return confirmed.getJsonObject("data").getJsonArray("channels");
    }

    @ParameterizedTest
    @CsvSource({"65536,pong,0", "65537,closed,1009"})
    void aMessageHasSoManyBytes(int bytes, String answer, int code) {
        start("");
        RawSocket socket = connected(ANONYMOUS);
        socket.frame(0x81, (PING + " ".repeat(bytes - PING.length())).getBytes(StandardCharsets.UTF_8));
        check(socket.next(), answer, code);
    }

    @ParameterizedTest
    @CsvSource({"64,pong,0", "65,closed,1009"})
    void aMessageComesInSoManyFragments(int fragments, String answer, int code) {
        start("");
        RawSocket socket = connected(ANONYMOUS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(0x01, PING.getBytes(StandardCharsets.UTF_8)));
        for (int i = 2; i < fragments; i++) {
            all.writeBytes(frame(0x00, new byte[] {' '}));
        }
        all.writeBytes(frame(0x80, new byte[] {' '}));
        socket.bytes(all.toByteArray());
        check(socket.next(), answer, code);
    }

    private static void check(JsonObject message, String type, int code) {
        assertThat(message.getString("type")).isEqualTo(type);
        assertThat(message.getInteger("code", 0)).isEqualTo(code);
    }

    /** Frames that come together are seen at one moment; the messages in them are free of the other rate. */
    @ParameterizedTest
    @CsvSource({"200,200,false", "201,200,true"})
    void aConnectionSendsSoManyFramesASecond(int frames, int answered, boolean closed) {
        start("");
        RawSocket socket = connected(ANONYMOUS);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < frames; i++) {
            all.writeBytes(frame(i % 2 == 0 ? 0x89 : 0x8A, new byte[0]));
        }
        socket.bytes(all.toByteArray());
        if (closed) {
            RawSocket.Frame last = socket.frame();
            while (last.first() == 0x8A) {
                last = socket.frame();
            }
            assertThat(last.closeCode()).isEqualTo(1008);
        } else {
            for (int i = 0; i < answered / 2; i++) {
                assertThat(socket.frame().first()).isEqualTo(0x8A);
            }
            assertThat(gateway.figures().getInteger("sessions")).isEqualTo(1);
        }
    }

    @Test
    void whoMustSayWhoTheyAreHasSoLong() {
        start("'handshakeSeconds':1", ",'auth':{'anonymous':false}");
        RawSocket known = connected(ANONYMOUS);
        known.send("{\"type\":\"authenticate\",\"token\":\"" + GatewayHarness.token("ann", "TRADER") + "\"}");
        known.await("authenticated");
        assertThat(closedWith(connected(ANONYMOUS))).isEqualTo(4401);
        known.send(PING);
        known.await("pong");
    }

    @Test
    void whoWantsNothingIsSentAwayAndWhoHasASubscriptionIsNot() {
        start("'idleSeconds':1");
        RawSocket wants = connected(ANONYMOUS);
        wants.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
        wants.await("subscription_confirmed");
        assertThat(closedWith(connected(ANONYMOUS))).isEqualTo(4408);
        wants.send(PING);
        wants.await("pong");
    }

    /** {@link RawSocket} answers no pings; the other one does. */
    @Test
    void whoAnswersNoPingIsDeadAfterThreeAndWhoAnswersIsNot() {
        start("'heartbeatSeconds':1");
        WebSocket answers = Listening.open("ws://127.0.0.1:" + gateway.port() + "/ws", message -> {});
        RawSocket silent = connected(ANONYMOUS);
        assertThat(closedWith(silent)).isEqualTo(4408);
        Awaitility.await().until(() -> gateway.figures().getInteger("sessions") == 1);
        answers.sendText(PING, true).join();
        answers.abort();
    }

    private static byte[] frame(int first, byte[] payload) {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) first;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
