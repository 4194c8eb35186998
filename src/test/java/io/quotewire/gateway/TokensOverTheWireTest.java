package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.quotewire.gateway.HostileTokens.Hostile;
import io.quotewire.gateway.TokenCarrier.Outcome;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.KeyServer;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
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

/**
 * One gateway with keys of every kind, and every way for a token to reach it: each hostile token is refused with the right code
 * before anything is granted, each good one accepted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensOverTheWireTest {
    private final KeyPair rsa = TokenForge.rsa();
    private final KeyPair ec = TokenForge.ec("secp256r1");
    private final KeyPair ed = TokenForge.ed("Ed25519");
    private final KeyPair remoteRsa = TokenForge.rsa();
    private final KeyPair remoteEc = TokenForge.ec("secp256r1");
    private final KeyPair remoteEd = TokenForge.ed("Ed25519");
    private final KeyServer keys = new KeyServer();
    private final KeyServer elsewhere = new KeyServer();
    private GatewayHarness gateway;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("keys.pem");
        Files.writeString(
                file,
                TokenForge.pem(rsa.getPublic()) + TokenForge.pem(ec.getPublic()) + TokenForge.pem(ed.getPublic()));
        keys.answering(KeyServer.keys(published()));
        JsonObject auth = new JsonObject()
                .put("publicKey", file.toString())
                .put("jwks", keys.url("/jwks"))
                .put("jwksRetrySeconds", 1)
                .put("issuer", HostileTokens.ISSUER)
                .put("audience", HostileTokens.AUDIENCE);
        JsonObject limits = new JsonObject()
                .put("connectionsPerIp", 0)
                .put("connectionsPerUser", 0)
                .put("handshakesPerSecondPerIp", 0)
                .put("authFailuresPerMinutePerIp", 0);
        gateway = new GatewayHarness(new JsonObject().put("auth", auth).put("limits", limits));
        gateway.deployNotifications();
    }

    private JsonObject[] published(JsonObject... more) {
        Stream<JsonObject> always = Stream.of(
                TokenForge.jwk(remoteRsa.getPublic(), "r1"),
                TokenForge.jwk(remoteEc.getPublic(), "e1"),
                TokenForge.jwk(remoteEd.getPublic(), "d1"));
        return Stream.concat(always, Stream.of(more)).toArray(JsonObject[]::new);
    }

    @AfterAll
    void stop() {
        gateway.close();
        keys.close();
        elsewhere.close();
    }

    @TestFactory
    Stream<DynamicNode> everyHostileTokenIsRefusedByEveryCarrier() {
        List<Hostile> hostile = new HostileTokens(rsa, ec, ed, elsewhere).all();
        assertThat(hostile).hasSizeGreaterThanOrEqualTo(60);
        return Stream.of(TokenCarrier.values())
                .map(carrier -> dynamicContainer(
                        carrier.name(),
                        hostile.stream().map(token -> dynamicTest(token.name(), () -> assertRefused(token, carrier)))));
    }

    @Test
    void noTokenMakesTheGatewayAskAnAddressThatItNames() {
        for (Hostile hostile : new HostileTokens(rsa, ec, ed, elsewhere).all()) {
            assertRefused(hostile, TokenCarrier.API_HEADER);
        }
        assertThat(elsewhere.requests()).isZero();
    }

    private void assertRefused(Hostile token, TokenCarrier carrier) {
        Outcome outcome = carrier.carry(gateway.port(), token.text());

        if (token.unfitFor(carrier)) {
            assertThat(outcome.status()).isIn(400, 401, 431);
        } else if (carrier == TokenCarrier.EVENT_BUS) {
            assertThat(outcome).isEqualTo(new Outcome(0, "auth_error", 4401));
        } else if (carrier.isInRequest()) {
            assertThat(outcome).isEqualTo(new Outcome(401, token.code(), 0));
        } else if (token.text().isEmpty() || token.text().length() > 8192) {
            assertThat(outcome).isEqualTo(new Outcome(0, "BAD_MESSAGE", 0));
        } else {
            assertThat(outcome).isEqualTo(new Outcome(0, token.code(), 4401));
        }
    }

    @TestFactory
    Stream<DynamicNode> aGoodTokenOfEveryAlgorithmIsAcceptedByEveryCarrier() {
        return Stream.of(TokenCarrier.values())
                .map(carrier -> dynamicContainer(
                        carrier.name(),
                        good().entrySet().stream()
                                .map(token ->
                                        dynamicTest(token.getKey(), () -> assertAccepted(token.getValue(), carrier)))));
    }

    private void assertAccepted(String token, TokenCarrier carrier) {
        Outcome outcome = carrier.carry(gateway.port(), token);

        switch (carrier) {
            case HEADER, SUBPROTOCOL, COOKIE -> assertThat(outcome).isEqualTo(new Outcome(101, "", 0));
            case AUTHENTICATE, SOCKJS_AUTHENTICATE -> assertThat(outcome).isEqualTo(new Outcome(0, "authenticated", 0));
            case SOCKJS_COOKIE, API_HEADER, API_COOKIE -> assertThat(outcome).isEqualTo(new Outcome(200, "", 0));
            case EVENT_BUS -> assertThat(outcome.code()).doesNotContain("auth_error", "access_denied", "not_logged_in");
        }
    }

    private Map<String, String> good() {
        JsonObject claims = HostileTokens.goodClaims();
        Map<String, String> good = new LinkedHashMap<>();
        good.put("HS256", GatewayHarness.sign(claims));
        good.put("HS256 with a kid", GatewayHarness.sign(header("HS256", "any"), claims));
        good.put("RS256 of the file", TokenForge.token("RS256", rsa, claims));
        good.put("RS256 of the file with a kid", TokenForge.token(header("RS256", "any"), rsa, claims));
        good.put("ES256 of the file", TokenForge.token("ES256", ec, claims));
        good.put("EdDSA of the file", TokenForge.token("EdDSA", ed, claims));
        good.put("RS256 of the key set", TokenForge.token(header("RS256", "r1"), remoteRsa, claims));
        good.put("ES256 of the key set", TokenForge.token(header("ES256", "e1"), remoteEc, claims));
        good.put("EdDSA of the key set", TokenForge.token(header("EdDSA", "d1"), remoteEd, claims));
        good.put("EdDSA of the key set without a kid", TokenForge.token("EdDSA", remoteEd, claims));
        good.put("no typ", TokenForge.token(new JsonObject().put("alg", "ES256"), ec, claims));
        good.put("at+jwt", TokenForge.token(header("ES256", "e1").put("typ", "at+JWT"), remoteEc, claims));
        good.put(
                "an aud of several",
                GatewayHarness.sign(claims.copy().put("aud", List.of("another", HostileTokens.AUDIENCE))));
        good.put("role null", GatewayHarness.sign(claims.copy().putNull("role")));
        good.put("exp with a fraction", GatewayHarness.sign(claims.copy().put("exp", claims.getLong("exp") + 0.5)));
        good.put("an iat within the leeway", GatewayHarness.sign(claims.copy().put("iat", HostileTokens.now() + 20)));
        return good;
    }

    private static JsonObject header(String alg, String kid) {
        return new JsonObject().put("alg", alg).put("kid", kid);
    }

    @Test
    void aNewKeyOfTheSetIsTakenWhileTheOldOnesAndTheirConnectionsStay() throws IOException {
        JsonObject claims = HostileTokens.goodClaims();
        String old = TokenForge.token(header("ES256", "e1"), remoteEc, claims);
        KeyPair next = TokenForge.ec("secp256r1");
        String fresh =
                TokenForge.token(header("ES256", "e2"), next, claims.copy().put("sub", "bob"));
        try (RawSocket socket = new RawSocket(gateway.port(), "/ws", Map.of("Authorization", "Bearer " + old))) {
            socket.await("connected");
            assertThat(TokenCarrier.HEADER.carry(gateway.port(), fresh).status())
                    .isEqualTo(401);

            keys.answering(KeyServer.keys(published(TokenForge.jwk(next.getPublic(), "e2"))));
            Awaitility.await().untilAsserted(() -> assertAccepted(fresh, TokenCarrier.HEADER));

            assertAccepted(old, TokenCarrier.HEADER);
            socket.send("{\"type\":\"ping\"}");
            assertThat(socket.next().getString("type")).isEqualTo("pong");
        }
    }

    @Test
    void aGoodCredentialBesideAnotherOneIsRefused() {
        String good = "Authorization: Bearer " + GatewayHarness.sign(HostileTokens.goodClaims());

        assertThat(RawHttp.once(gateway.port(), "GET", "/api/notifications", "", good, good)
                        .status())
                .isEqualTo(400);
        assertThat(RawHttp.once(gateway.port(), "GET", "/api/notifications?access_token=x", "", good)
                        .status())
                .isEqualTo(400);
    }
}
