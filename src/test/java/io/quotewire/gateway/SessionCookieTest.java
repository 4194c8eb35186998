package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quotewire.bus.Address;
import io.quotewire.gateway.TokenCarrier.Outcome;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of a web application in a real Redis: who they name, which are refused, and what happens while Redis is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionCookieTest {
    private static final String COOKIE = "sid";
    private RedisProcess redis;
    private GatewayHarness gateway;

    @BeforeAll
    void start(@TempDir Path folder) {
        redis = new RedisProcess(folder);
        JsonObject sessions = new JsonObject()
                .put("redis", redis.address())
                .put("cookie", COOKIE)
                .put("prefix", "sess:")
                .put("userField", "account.id")
                .put("timeoutMs", 300);
        JsonObject limits = new JsonObject();
        List.of("connectionsPerIp", "connectionsPerUser", "handshakesPerSecondPerIp", "authFailuresPerMinutePerIp")
                .forEach(name -> limits.put(name, 0));
        gateway = new GatewayHarness(new JsonObject()
                .put("auth", new JsonObject().put("sessions", sessions))
                .put("limits", limits.put("burst", 10_000)));
        gateway.deployNotifications();
    }

    @Test
    void whatAnotherSitesPageLoadsDoesNotCarryTheSession() {
        assertThat(RawHttp.once(
                                gateway.port(),
                                "GET",
                                "/api/notifications",
                                "",
                                "Sec-Fetch-Site: cross-site",
                                "Cookie: theme=dark; " + COOKIE + "=any")
                        .status())
                .isEqualTo(403);
        assertThat(RawHttp.once(
                                gateway.port(),
                                "GET",
                                "/api/symbols",
                                "",
                                "Sec-Fetch-Site: cross-site",
                                "Cookie: theme=dark")
                        .status())
                .isEqualTo(200);
    }

    @AfterAll
    void stop() {
        gateway.close();
        redis.close();
    }

    private static JsonObject session(String user) {
        return new JsonObject()
                .put("account", new JsonObject().put("id", user))
                .put("role", "TRADER")
                .put("createdAt", System.currentTimeMillis() - 1_000);
    }

    private void keep(String id, JsonObject session) {
        redis.command("SET", "sess:" + id, session.encode(), "PX", "600000");
    }

    private int status(String id) {
        return TokenCarrier.handshake(gateway.port(), "/ws", "Cookie: " + COOKIE + "=" + id)
                .status();
    }

    private RawSocket open(String id) {
        return new RawSocket(gateway.port(), "/ws", Map.of("Cookie", COOKIE + "=" + id));
    }

    private JsonObject check() {
        return gateway.status().getJsonObject("checks").getJsonObject("sessions");
    }

    @TestFactory
    Stream<DynamicNode> aSessionIsTakenByEveryCarrierOfCookies() {
        keep("good", session("alice"));
        return Carrier.ofCookies(COOKIE).stream()
                .map(carrier -> dynamicTest(
                        carrier.name(),
                        () -> assertThat(carrier.carry(gateway.port(), "good"))
                                .isEqualTo(new Outcome(carrier.good(), "", 0))));
    }

    @TestFactory
    Stream<DynamicNode> aSessionThatIsNoneIsRefusedByEveryCarrier() {
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("", "UNAUTHORIZED");
        hostile.put("unknown", "UNAUTHORIZED");
        hostile.put("x".repeat(300), "UNAUTHORIZED");
        hostile.put("nobody", "UNAUTHORIZED");
        hostile.put("king", "UNAUTHORIZED");
        hostile.put("text", "UNAUTHORIZED");
        hostile.put("broken", "UNAUTHORIZED");
        hostile.put("list", "UNAUTHORIZED");
        hostile.put("timeless", "UNAUTHORIZED");
        hostile.put("over", "TOKEN_EXPIRED");
        hostile.put("overMs", "TOKEN_EXPIRED");
        keep("nobody", new JsonObject().put("role", "ADMIN"));
        keep("king", session("alice").put("role", "KING"));
        keep("timeless", session("alice").put("expiresAt", "tomorrow"));
        keep(
                "over",
                session("alice").put("expiresAt", Instant.now().minusSeconds(1).toString()));
        keep("overMs", session("alice").put("expiresAt", System.currentTimeMillis() - 1));
        redis.command("SET", "sess:text", "alice");
        redis.command("SET", "sess:broken", "{\"account\":");
        redis.command("RPUSH", "sess:list", "x");
        return Carrier.ofCookies(COOKIE).stream()
                .map(carrier -> dynamicContainer(
                        carrier.name(),
                        hostile.entrySet().stream()
                                .map(one -> dynamicTest(
                                        one.getKey().isEmpty() ? "empty" : one.getKey(),
                                        () -> assertThat(carrier.carry(gateway.port(), one.getKey()))
                                                .isEqualTo(new Outcome(401, one.getValue(), 0))))));
    }

    @Test
    void aSessionSaysWhoItIsAndWhatTheyMay() throws IOException {
        keep("a", session("ann"));
        keep("b", new JsonObject().put("account", new JsonObject().put("id", 42)));
        try (RawSocket ann = open("a");
                RawSocket number = open("b")) {
            JsonObject hers = ann.await("connected").getJsonObject("data");
            assertThat(hers.getString("user")).isEqualTo("ann");
            assertThat(hers.getString("role")).isEqualTo("TRADER");
            JsonObject numbers = number.await("connected").getJsonObject("data");
            assertThat(numbers.getString("user")).isEqualTo("42");
            assertThat(numbers.getString("role")).isEqualTo("VIEWER");
        }
    }

    @Test
    void whoHasLoggedOutIsRefusedAtOnce() {
        keep("c", session("carl"));
        assertThat(status("c")).isEqualTo(101);

        redis.command("DEL", "sess:c");

        assertThat(status("c")).isEqualTo(401);
    }

    @Test
    void aSessionWhoseKeyEndsInRedisEndsForItsConnectionsToo() throws IOException {
        redis.command("SET", "sess:short", session("sue").encode(), "PX", "1500");
        try (RawSocket socket = open("short")) {
            JsonObject said = socket.await("error").getJsonObject("data");
            assertThat(said.getString("code")).isEqualTo("TOKEN_EXPIRED");
        }
    }

    @Test
    void aRevokedUsersSessionsAreRefusedAndLaterOnesAreNot() {
        keep("d", session("dan"));
        assertThat(status("d")).isEqualTo(101);

        gateway.command(
                Address.CONTROL_REVOKE, new JsonObject().put("userId", "dan").put("by", "root"));

        assertThat(status("d")).isEqualTo(401);
        keep("d", session("dan").put("createdAt", System.currentTimeMillis() + 1));
        assertThat(status("d")).isEqualTo(101);
    }

    @Test
    void aTokenAndASessionAreTwoCredentials() {
        keep("e", session("eve"));
        String cookies = "Cookie: " + COOKIE + "=e; quotewire_token=" + GatewayHarness.token("eve", "VIEWER");

        assertThat(TokenCarrier.handshake(gateway.port(), "/ws", cookies).status())
                .isEqualTo(400);
    }

    @Test
    void whileRedisIsAwayNobodyIsTakenForAnonymousAndTokensGoOn() {
        keep("f", session("fay"));
        Awaitility.await().until(() -> check().getBoolean("ok"));
        redis.stop();
        try {
            assertUnavailable();
            Awaitility.await().until(() -> !check().getBoolean("ok"));
            assertUnavailable();
            String bearer = "Authorization: Bearer " + GatewayHarness.token("fay", "VIEWER");
            assertThat(TokenCarrier.handshake(gateway.port(), "/ws", bearer).status())
                    .isEqualTo(101);
        } finally {
            redis.restart();
        }
        keep("f", session("fay"));
        Awaitility.await().until(() -> status("f") == 101);
        Awaitility.await().until(() -> check().getBoolean("ok"));
    }

    @Test
    void aRedisThatHangsHoldsNobody() {
        keep("g", session("gil"));
        Awaitility.await().until(() -> status("g") == 101);
        redis.suspend();
        try {
            for (int i = 0; i < 5; i++) {
                assertUnavailable();
            }
        } finally {
            redis.resume();
        }
        Awaitility.await().until(() -> status("g") == 101);
    }

    /** Temporary: it says when to come back, and it is no failed attempt of the user's. */
    private void assertUnavailable() {
        RawHttp.Answer answer =
                RawHttp.once(gateway.port(), "GET", "/api/notifications", "", "Cookie: " + COOKIE + "=f");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
                .isEqualTo("STORE_UNAVAILABLE");
        assertThat(answer.header("retry-after")).isNotNull();
        assertThat(status("f")).isEqualTo(503);
    }
}
