package io.quotewire.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.config.Problems;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final long NOW_MS = 1_800_000_000_000L;
    private final VerifiedTokens tokens = new VerifiedTokens();

    private static Principal until(long expiresAtMs) {
        return new Principal("alice", UserRole.VIEWER, null, expiresAtMs, 0);
    }

    @Test
    void aTokenIsRememberedForAMinute() {
        tokens.add(tokens.hash("a"), until(Long.MAX_VALUE), NOW_MS);

        assertThat(tokens.find(tokens.hash("a"), NOW_MS + 59_999)).isEqualTo(until(Long.MAX_VALUE));
        assertThat(tokens.find(tokens.hash("b"), NOW_MS)).isNull();
        assertThat(tokens.find(tokens.hash("a"), NOW_MS + 60_000)).isNull();
        assertThat(tokens.size()).isZero();
    }

    @Test
    void aTokenIsNotRememberedBeyondItsEnd() {
        tokens.add(tokens.hash("a"), until(NOW_MS + 5_000), NOW_MS);
        tokens.add(tokens.hash("over"), until(NOW_MS - 1), NOW_MS);

        assertThat(tokens.find(tokens.hash("a"), NOW_MS + 4_999)).isNotNull();
        assertThat(tokens.find(tokens.hash("a"), NOW_MS + 5_000)).isNull();
        assertThat(tokens.find(tokens.hash("over"), NOW_MS)).isNull();
    }

    @Test
    void thereAreNeverMoreThanAThousandAndTheLeastUsedGoes() {
        tokens.add(tokens.hash("used"), until(Long.MAX_VALUE), NOW_MS);
        tokens.add(tokens.hash("unused"), until(Long.MAX_VALUE), NOW_MS);
        for (int i = 0; i < VerifiedTokens.MAX_ENTRIES - 1; i++) {
            assertThat(tokens.find(tokens.hash("used"), NOW_MS)).isNotNull();
            tokens.add(tokens.hash("another " + i), until(Long.MAX_VALUE), NOW_MS);
        }

        assertThat(tokens.size()).isEqualTo(VerifiedTokens.MAX_ENTRIES);
        assertThat(tokens.find(tokens.hash("used"), NOW_MS)).isNotNull();
        assertThat(tokens.find(tokens.hash("unused"), NOW_MS)).isNull();
    }

    /** The one whose keys the test changes. */
    private static final class Changing implements KeySource {
        private final AtomicReference<Consumer<KeySet>> taker = new AtomicReference<>();
        private final KeySet first;

        private Changing(KeySet first) {
            this.first = first;
        }

        @Override
        public Future<Void> follow(Context caller, Consumer<KeySet> follower) {
            taker.set(follower);
            follower.accept(first);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> refresh(Context caller) {
            return Future.succeededFuture();
        }
    }

    @Test
    void aVerifierForgetsThemWhenItsKeysChangeAndWhenTheTokenEnds() {
        String secret = "a secret of thirty-two bytes or more";
        Changing source = new Changing(new KeySet(List.of(VerificationKey.secret(secret)), true));
        AtomicLong nowMs = new AtomicLong(NOW_MS);
        AuthOptions options = AuthOptions.from(
                AuthOptions.section().read(new JsonObject().put("leewaySeconds", 0), "auth", new Problems()));
        Vertx vertx = Vertx.vertx();
        try {
            Context context = ((VertxInternal) vertx).createEventLoopContext();
            JwtVerifier verifier = new JwtVerifier(vertx, context, source, options, nowMs::get);
            verifier.follow().await();
            String claims = "{\"sub\":\"alice\",\"exp\":" + (NOW_MS / 1000 + 10) + "}";
            String token = TokenForge.hmac("{\"alg\":\"HS256\"}", secret.getBytes(StandardCharsets.UTF_8), claims);

            assertThat(isGood(context, verifier, token)).isTrue();
            nowMs.addAndGet(10_000);
            assertThat(isGood(context, verifier, token)).isFalse();
            nowMs.set(NOW_MS);
            assertThat(isGood(context, verifier, token)).isTrue();
            source.taker.get().accept(KeySet.empty());
            assertThat(isGood(context, verifier, token)).isFalse();
        } finally {
            vertx.close().await();
        }
    }

    private static boolean isGood(Context context, JwtVerifier verifier, String token) {
        Promise<Boolean> answer = Promise.promise();
        context.runOnContext(
                there -> verifier.verify(token).map(true).otherwise(false).onComplete(answer::handle));
        return answer.future().await();
    }
}
