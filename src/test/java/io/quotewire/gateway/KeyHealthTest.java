package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.KeyServer;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health says how the keys for tokens are. */
class KeyHealthTest {
    @TempDir
    Path dir;

    private static JsonObject keys(int port) {
        return new JsonObject(RawHttp.once(port, "GET", "/health", "").body())
                .getJsonObject("checks")
                .getJsonObject("gateway")
                .getJsonObject("checks")
                .getJsonObject("keys");
    }

    @Test
    void anAddressThatIsDownIsToldAndWhatIsKnownGoesOn() {
        try (KeyServer server = new KeyServer()) {
            server.answering(
                    KeyServer.keys(TokenForge.jwk(TokenForge.ed("Ed25519").getPublic(), "one")));
            JsonObject auth = new JsonObject()
                    .put("jwks", server.url("/jwks"))
                    .put("jwksRefreshSeconds", 1)
                    .put("jwksRetrySeconds", 1);
            try (GatewayHarness gateway = new GatewayHarness(new JsonObject().put("auth", auth))) {
                int port = gateway.deployManagement(dir);
                assertThat(keys(port).getBoolean("ok")).isTrue();
                assertThat(keys(port).getString("text")).startsWith("2 keys, read ");
                assertThat(gateway.figures().getInteger("keys")).isEqualTo(2);

                server.answering(KeyServer.text(500, "not now"));
                Awaitility.await().until(() -> !keys(port).getBoolean("ok"));
                assertThat(keys(port).getString("text"))
                        .startsWith("2 keys that go on, read ")
                        .doesNotContain("http");
                assertThat(gateway.status().getBoolean("healthy")).isTrue();
                assertThat(gateway.figures().getString("keysProblem")).contains("500");
                assertThat(gateway.figures().getLong("keysAgeMs")).isPositive();
                assertThat(gateway.figures().getInteger("keysFailures")).isPositive();

                server.answering(
                        KeyServer.keys(TokenForge.jwk(TokenForge.ed("Ed25519").getPublic(), "two")));
                Awaitility.await().until(() -> keys(port).getBoolean("ok"));
            }
        }
    }

    @Test
    void whereNoKeysWereEverReadItIsTold() {
        try (KeyServer server = new KeyServer()) {
            server.answering(KeyServer.text(404, ""));
            JsonObject auth = new JsonObject().put("jwks", server.url("/jwks"));
            try (GatewayHarness gateway = new GatewayHarness(new JsonObject().put("auth", auth))) {
                JsonObject check = gateway.status().getJsonObject("checks").getJsonObject("keys");
                assertThat(check.getBoolean("ok")).isFalse();
                assertThat(check.getString("text")).isEqualTo("1 keys; the key set could not be read yet");
            }
        }
    }
}
