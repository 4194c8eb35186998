package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.config.Problems;
import io.quotewire.testkit.KeyServer;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that come from an address, whatever becomes of it. The server is real, the clock is not. */
class JwksSourceTest {
    private static final int REFRESH_SECONDS = 300;
    private static final int RETRY_SECONDS = 10;
    private static final long START_MS = 1_800_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final Context home = ((VertxInternal) vertx).createEventLoopContext();
    private final Context loop = ((VertxInternal) vertx).createEventLoopContext();
    private final AtomicLong nowMs = new AtomicLong(START_MS);
    private final List<Boolean> readings = new ArrayList<>();
    private final KeyServer server = new KeyServer();
    private final KeyPair first = TokenForge.ec("secp256r1");
    private final KeyPair second = TokenForge.ed("Ed25519");
    private final KeyPair configured = TokenForge.rsa();
    private JwksSource source;
    private JwtVerifier verifier;

    @AfterEach
    void stop() {
        server.close();
        vertx.close().await();
    }

    private void start() {
        JwksOptions options = new JwksOptions(URI.create(server.url("/jwks")), REFRESH_SECONDS, RETRY_SECONDS);
        AuthOptions auth = AuthOptions.from(AuthOptions.section().read(new JsonObject(), "auth", new Problems()));
        KeySet own = new KeySet(List.of(key(configured)), true);
        on(home, () -> {
            JwksReader reader = new JwksReader(vertx, options.address(), JwksReader.DEADLINE_MS);
            source = new JwksSource(home, options, own, reader::read, nowMs::get, readings::add);
            return source.read();
        });
        verifier = new JwtVerifier(vertx, loop, source, auth, nowMs::get);
        on(loop, verifier::follow);
    }

    private static VerificationKey key(KeyPair pair) {
        try {
            return VerificationKey.of(pair.getPublic(), null);
        } catch (UnsuitedKeyException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T on(Context context, Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(there -> task.get().onComplete(done::handle));
        return done.future().await();
    }

    /** Lets time pass as the clock of a gateway does, second by second. */
    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowMs.addAndGet(1_000);
            on(home, source::tick);
        }
    }

    private JsonObject claims() {
        return new JsonObject().put("sub", "alice").put("exp", nowMs.get() / 1000 + 86_400);
    }

    private String token(String alg, String id, KeyPair pair) {
        return TokenForge.token(new JsonObject().put("alg", alg).put("kid", id), pair, claims());
    }

    /** Why a token is refused; empty if it is accepted. */
    private Optional<Reason> verdict(String token) {
        return on(
                loop,
                () -> verifier.verify(token)
                        .map(principal -> Optional.<Reason>empty())
                        .recover(failure ->
                                Future.succeededFuture(Optional.of(((CredentialRefusedException) failure).reason()))));
    }

    private void publish(KeyPair... pairs) {
        JsonObject[] keys = new JsonObject[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            keys[i] = TokenForge.jwk(pairs[i].getPublic(), pairs[i] == first ? "first" : "second");
        }
        server.answering(KeyServer.keys(keys));
    }

    @Test
    void aNewKeyIsAcceptedAtOnceAndTheOldOneUntilItIsWithdrawn() {
        publish(first);
        start();
        String old = token("ES256", "first", first);
        assertThat(verdict(old)).isEmpty();
        assertThat(verdict(TokenForge.token("RS256", configured, claims()))).isEmpty();

        publish(first, second);
        pass(RETRY_SECONDS);
        assertThat(verdict(token("EdDSA", "second", second))).isEmpty();
        assertThat(verdict(old)).isEmpty();
        assertThat(server.requests()).isEqualTo(2);

        publish(second);
        pass(REFRESH_SECONDS);
        assertThat(verdict(old)).contains(Reason.SIGNATURE);
        assertThat(verdict(token("EdDSA", "second", second))).isEmpty();
    }

    @Test
    void aTokenWithoutKidIsAcceptedOnceTheIntervalHasBroughtItsKey() {
        publish(first);
        start();
        publish(first, second);
        String token = TokenForge.token("EdDSA", second, claims());
        assertThat(verdict(token)).contains(Reason.SIGNATURE);
        assertThat(server.requests()).isEqualTo(1);

        pass(REFRESH_SECONDS);
        assertThat(verdict(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void knownKeysGoOnForAnHourWithoutTheAddress(boolean answering) {
        publish(first);
        start();
        String known = token("ES256", "first", first);
        if (answering) {
            server.answering(KeyServer.text(503, "down"));
        } else {
            server.close();
        }

        for (int minute = 0; minute < 60; minute++) {
            pass(60);
            assertThat(verdict(known)).isEmpty();
            assertThat(verdict(token("ES256", "first", first))).isEmpty();
        }
        assertThat(readings).hasSizeLessThan(30).filteredOn(read -> read).hasSize(1);

        assertThat(verdict(token("EdDSA", "second", second))).contains(Reason.SIGNATURE);
    }

    @Test
    void unknownKeysMakeNoStormOfRequests() {
        publish(first);
        start();
        pass(RETRY_SECONDS);
        int before = server.requests();

        for (int i = 0; i < 200; i++) {
            assertThat(verdict(token("ES256", "unknown-" + i, first))).contains(Reason.SIGNATURE);
        }
        assertThat(server.requests()).isEqualTo(before + 1);

        for (int second = 0; second < RETRY_SECONDS; second++) {
            pass(1);
            assertThat(verdict(token("ES256", "unknown", first))).contains(Reason.SIGNATURE);
        }
        assertThat(server.requests()).isEqualTo(before + 2);
    }

    @Test
    void tokensWithUnknownKeysWaitForTheSameRequest() throws InterruptedException {
        publish(first);
        start();
        pass(RETRY_SECONDS);
        int before = server.requests();
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        JsonObject jwk = TokenForge.jwk(second.getPublic(), "second");
        server.answering(exchange -> {
            asked.countDown();
            try {
                assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            KeyServer.keys(jwk).give(exchange);
        });
        String token = token("EdDSA", "second", second);
        List<Future<Principal>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Promise<Principal> verified = Promise.promise();
            loop.runOnContext(there -> verifier.verify(token).onComplete(verified::handle));
            waiting.add(verified.future());
        }
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        answered.countDown();

        Future.all(waiting).await();
        assertThat(server.requests()).isEqualTo(before + 1);
    }

    @Test
    void noTokenWithASecretsAlgorithmMakesARequest() {
        publish(first);
        start();
        pass(RETRY_SECONDS);
        int before = server.requests();

        assertThat(verdict(
                        TokenForge.hmac("{\"alg\":\"HS256\",\"kid\":\"unknown\"}", new byte[] {1}, claims().encode())))
                .contains(Reason.SIGNATURE);
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    void whileTheKeysWereNeverReadATokenIsNeitherGoodNorBad() {
        server.answering(KeyServer.text(500, ""));
        start();
        String token = token("ES256", "first", first);
        assertThat(verdict(token)).contains(Reason.UNAVAILABLE);
        assertThat(verdict(TokenForge.token("RS256", configured, claims()))).isEmpty();

        publish(first);
        pass(RETRY_SECONDS * 2);
        assertThat(verdict(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "null",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[7,null,\"x\",{}]}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"first\",\"k\":\"AAAA\"}]}",
                "<html>log in</html>"
            })
    void garbageChangesNothing(String garbage) {
        publish(first);
        start();
        server.answering(KeyServer.text(200, garbage));
        pass(REFRESH_SECONDS + 60);

        assertThat(server.requests()).isGreaterThan(1);
        assertThat(verdict(token("ES256", "first", first))).isEmpty();
    }

    @Test
    void anAnswerThatIsTooLongChangesNothing() {
        publish(first);
        start();
        JsonObject key = TokenForge.jwk(second.getPublic(), "second");
        server.answering(KeyServer.text(200, "{\"keys\":[" + key.encode() + "]" + " ".repeat(300_000) + "}"));
        on(home, source::read);

        assertThat(readings).containsExactly(true, false);
        assertThat(verdict(token("EdDSA", "second", second))).contains(Reason.SIGNATURE);
        assertThat(verdict(token("ES256", "first", first))).isEmpty();
    }

    @Test
    void anEndlessAnswerIsCutOff() throws InterruptedException {
        CountDownLatch cut = new CountDownLatch(1);
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[65_536]);
                }
            } catch (IOException gone) {
                cut.countDown();
            }
        });

        assertThat(failure(30_000)).contains("more than 262144 bytes");
        assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatDoesNotComeIsNotWaitedFor(boolean begun) {
        CountDownLatch end = new CountDownLatch(1);
        server.answering(exchange -> {
            if (begun) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            try {
                assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        assertThat(failure(200)).contains("no whole answer in 200 ms");
        end.countDown();
    }

    /** Why nothing can be read; empty if something was. */
    private Optional<String> failure(int deadlineMs) {
        return on(
                home,
                () -> new JwksReader(vertx, URI.create(server.url("/")), deadlineMs)
                        .read()
                        .map(read -> Optional.<String>empty())
                        .recover(failure -> Future.succeededFuture(Optional.of(failure.getMessage()))));
    }

    @Test
    void aRedirectionIsNotFollowed() {
        publish(first);
        start();
        try (KeyServer another = new KeyServer()) {
            another.answering(KeyServer.keys(TokenForge.jwk(second.getPublic(), "second")));
            server.answering(exchange -> {
                exchange.getResponseHeaders().add("Location", another.url("/jwks"));
                exchange.sendResponseHeaders(302, -1);
            });
            pass(RETRY_SECONDS);

            assertThat(verdict(token("EdDSA", "second", second))).contains(Reason.SIGNATURE);
            assertThat(another.requests()).isZero();
        }
    }

    @Test
    void keysForOtherThingsArePassedOver() {
        JsonObject good = TokenForge.jwk(first.getPublic(), "first");
        KeyPair another = TokenForge.rsa();
        JsonObject rsa = TokenForge.jwk(another.getPublic(), "rsa");
        JsonObject p384 = TokenForge.jwk(first.getPublic(), "p384").put("crv", "P-384");
        JsonObject off = TokenForge.jwk(first.getPublic(), "off").put("y", TokenForge.part(new byte[] {1, 2, 3}));
        server.answering(KeyServer.keys(
                rsa.copy().put("use", "enc"),
                rsa.copy().put("alg", "RS512"),
                rsa.copy().put("alg", "HS256"),
                rsa.copy().put("key_ops", List.of("encrypt")),
                rsa.copy().put("kid", 7),
                rsa.copy().put("n", 7),
                rsa.copy().put("n", "***"),
                TokenForge.jwk(TokenForge.rsa(1024).getPublic(), "short"),
                new JsonObject().put("kty", "oct").put("kid", "secret").put("k", TokenForge.part("a".repeat(32))),
                new JsonObject().put("kty", "OKP").put("crv", "X25519").put("x", TokenForge.part(new byte[32])),
                new JsonObject().put("kty", "OKP").put("crv", "Ed25519").put("x", "AA"),
                new JsonObject().put("kty", 7),
                p384,
                off,
                good));
        start();

        assertThat(readings).containsExactly(true);
        assertThat(verdict(token("ES256", "first", first))).isEmpty();
        assertThat(verdict(token("ES256", "off", first))).contains(Reason.SIGNATURE);
        assertThat(verdict(token("RS256", "rsa", another))).contains(Reason.SIGNATURE);
        assertThat(verdict(TokenForge.hmac(
                        "{\"alg\":\"HS256\",\"kid\":\"secret\"}",
                        "a".repeat(32).getBytes(StandardCharsets.UTF_8),
                        claims().encode())))
                .contains(Reason.SIGNATURE);
    }
}
