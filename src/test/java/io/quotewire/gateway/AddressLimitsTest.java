package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How fast an address may open connections, and how many bad credentials it may show: at every door, over the wire. */
class AddressLimitsTest extends LimitedGateway {
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
            int show(AddressLimitsTest test, String token) throws IOException {
                return test.status(Map.of("Authorization", "Bearer " + token));
            }
        },
        API {
            @Override
            int show(AddressLimitsTest test, String token) {
                return test.ask("GET", "/api/notifications", "Authorization: Bearer " + token)
                        .status();
            }
        },
        TICKETS {
            @Override
            int show(AddressLimitsTest test, String token) {
                return test.ask("POST", "/api/tickets", "Authorization: Bearer " + token)
                        .status();
            }
        },
        SOCKJS {
            @Override
            int show(AddressLimitsTest test, String token) throws IOException {
                try (RawSocket socket =
                        new RawSocket(test.gateway.port(), "/sockjs/websocket", Map.of("Cookie", cookie(token)))) {
                    return socket.status();
                }
            }
        },
        AUTHENTICATE {
            @Override
            int show(AddressLimitsTest test, String token) throws IOException {
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
            int show(AddressLimitsTest test, String token) throws IOException {
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
        abstract int show(AddressLimitsTest test, String token) throws IOException;

        private static String cookie(String token) {
            return "quotewire_token=" + token;
        }
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
}
