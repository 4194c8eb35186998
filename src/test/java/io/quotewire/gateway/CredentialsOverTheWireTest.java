package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quotewire.gateway.TokenCarrier.Outcome;
import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.RandomSecret;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.KeyRing;
import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way for an API key and for a ticket to reach a gateway: the good ones are accepted by each, every hostile one is refused
 * with the right code, and never taken for none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialsOverTheWireTest {
    private GatewayHarness gateway;
    private String key = "";

    @BeforeAll
    void start(@TempDir Path folder) {
        KeyRing ring = new KeyRing(folder);
        key = ring.add("ak_1", "pricing", "ADMIN");
        JsonObject limits = new JsonObject();
        List.of("connectionsPerIp", "connectionsPerUser", "handshakesPerSecondPerIp", "authFailuresPerMinutePerIp")
                .forEach(name -> limits.put(name, 0));
        gateway = new GatewayHarness(
                new JsonObject().put("auth", ring.auth()).put("limits", limits.put("burst", 10_000)));
        gateway.deployNotifications();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private String ticket() {
        RawHttp.Answer answer = RawHttp.once(gateway.port(), "POST", "/api/tickets", "", "X-API-Key: " + key);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getInteger("ttlSeconds")).isEqualTo(30);
        return body.getString("ticket");
    }

    private void assertAccepted(Outcome outcome, Carrier carrier) {
        assertThat(outcome.status()).isEqualTo(carrier.good());
        assertThat(outcome.closed()).isZero();
        assertThat(outcome.code())
                .isEqualTo(carrier.good() > 0 ? "" : carrier.name().equals("bus message") ? "err" : "authenticated");
    }

    private static void assertRefused(Outcome outcome, Carrier carrier, String credential) {
        if (carrier.good() > 0) {
            assertThat(outcome).isEqualTo(new Outcome(401, "UNAUTHORIZED", 0));
        } else if (carrier.name().equals("bus message")) {
            assertThat(outcome).isEqualTo(new Outcome(0, "auth_error", 4401));
        } else if (credential.isEmpty() || credential.length() > 8_192) {
            assertThat(outcome).isEqualTo(new Outcome(0, "BAD_MESSAGE", 0));
        } else {
            assertThat(outcome).isEqualTo(new Outcome(0, "UNAUTHORIZED", 4401));
        }
    }

    @TestFactory
    Stream<DynamicNode> aGoodKeyIsAcceptedByEveryCarrier() {
        return Carrier.ofKeys().stream()
                .map(carrier ->
                        dynamicTest(carrier.name(), () -> assertAccepted(carrier.carry(gateway.port(), key), carrier)));
    }

    @TestFactory
    Stream<DynamicNode> aHostileKeyIsRefusedByEveryCarrier() {
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("empty", "");
        hostile.put("another", RandomSecret.make(KeyEntry.PREFIX, new SecureRandom()));
        hostile.put("its hash", RandomSecret.hash(key));
        hostile.put("its id", "ak_1");
        hostile.put("cut off", key.substring(0, key.length() - 1));
        hostile.put("too long by one", key + "A");
        hostile.put("in capitals", key.toUpperCase(Locale.ROOT));
        hostile.put("without its prefix", key.substring(4));
        hostile.put("a token", GatewayHarness.token("alice", "ADMIN"));
        hostile.put("a ticket", "qwt_" + key.substring(4));
        hostile.put("long", "x".repeat(5_000));
        hostile.put("a star", "*");
        return table(Carrier.ofKeys(), hostile);
    }

    @TestFactory
    Stream<DynamicNode> aGoodTicketIsAcceptedByEveryCarrierOnce() {
        return Carrier.ofTickets().stream()
                .map(carrier -> dynamicTest(carrier.name(), () -> {
                    String ticket = ticket();
                    assertAccepted(carrier.carry(gateway.port(), ticket), carrier);
                    for (Carrier again : Carrier.ofTickets()) {
                        assertRefused(again.carry(gateway.port(), ticket), again, ticket);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicNode> aHostileTicketIsRefusedByEveryCarrier() {
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put("empty", "");
        hostile.put("never given out", RandomSecret.make("qwt_", new SecureRandom()));
        hostile.put("an API key", key);
        hostile.put("its hash", RandomSecret.hash(ticket()));
        hostile.put("a token", GatewayHarness.token("alice", "ADMIN"));
        hostile.put("long", "x".repeat(3_000));
        return table(Carrier.ofTickets(), hostile);
    }

    private Stream<DynamicNode> table(List<Carrier> carriers, Map<String, String> hostile) {
        return carriers.stream()
                .map(carrier -> dynamicContainer(
                        carrier.name(),
                        hostile.entrySet().stream()
                                .map(one -> dynamicTest(
                                        one.getKey(),
                                        () -> assertRefused(
                                                carrier.carry(gateway.port(), one.getValue()),
                                                carrier,
                                                one.getValue())))));
    }

    @TestFactory
    Stream<DynamicNode> twoCredentialsAreRefusedThoughEachIsGood() {
        String token = GatewayHarness.token("alice", "ADMIN");
        String other = GatewayHarness.token("bob", "ADMIN");
        Map<String, String[]> pairs = new LinkedHashMap<>();
        pairs.put("token and key", new String[] {"Authorization: Bearer " + token, "X-API-Key: " + key});
        pairs.put("two keys", new String[] {"X-API-Key: " + key, "X-API-Key: " + key});
        pairs.put("two tokens", new String[] {"Authorization: Bearer " + token, "Authorization: Bearer " + token});
        pairs.put("two cookies", new String[] {"Cookie: quotewire_token=" + token + "; quotewire_token=" + other});
        return pairs.entrySet().stream()
                .map(pair -> dynamicTest(
                        pair.getKey(),
                        () -> assertThat(RawHttp.once(gateway.port(), "GET", "/api/notifications", "", pair.getValue())
                                        .status())
                                .isEqualTo(400)));
    }

    @Test
    void aTicketBesideAnotherCredentialIsRefused() {
        Outcome outcome = TokenCarrier.handshake(gateway.port(), "/ws?ticket=" + ticket(), "X-API-Key: " + key);
        assertThat(outcome).isEqualTo(new Outcome(400, "UNAUTHORIZED", 0));

        String both = "/ws?ticket=" + ticket() + "&ticket=" + ticket();
        assertThat(TokenCarrier.handshake(gateway.port(), both, "X-Nothing: 1").status())
                .isEqualTo(400);
    }

    @Test
    void whatIsShownOnPurposeGoesBeforeACookie() {
        RawHttp.Answer answer = RawHttp.once(
                gateway.port(), "POST", "/api/tickets", "", "X-API-Key: " + key, "Cookie: quotewire_token=rubbish");

        assertThat(answer.status()).isEqualTo(201);
    }

    @Test
    void theSameCookieTwiceIsOne() {
        String token = GatewayHarness.token("alice", "VIEWER");
        String cookies = "Cookie: quotewire_token=" + token + ";quotewire_token=" + token;

        assertThat(RawHttp.once(gateway.port(), "GET", "/api/notifications", "", cookies)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTicketIsForHandshakesOnlyAndGetsNoOther() {
        for (String path : List.of("/api/tickets", "/api/notifications")) {
            String ticket = ticket();
            RawHttp.Answer answer = RawHttp.once(
                    gateway.port(), path.endsWith("tickets") ? "POST" : "GET", path + "?ticket=" + ticket, "");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(TokenCarrier.handshake(gateway.port(), "/ws?ticket=" + ticket, "X-Nothing: 1")
                            .status())
                    .as("it was not used")
                    .isEqualTo(101);
        }
    }

    @Test
    void nobodyGetsATicketWithoutACredential() {
        assertThat(RawHttp.once(gateway.port(), "POST", "/api/tickets", "").status())
                .isEqualTo(401);
    }

    @Test
    void anotherSitesPageGetsNoTicket() {
        RawHttp.Answer answer = RawHttp.once(
                gateway.port(),
                "POST",
                "/api/tickets",
                "",
                "Origin: https://evil.example",
                "Cookie: quotewire_token=" + GatewayHarness.token("alice", "VIEWER"));

        assertThat(answer.status()).isEqualTo(403);
    }
}
