package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which sites' pages may use the API over HTTP, as a browser asks. */
class CrossOriginTest {
    private static final String FRIEND = "https://app.example.com";
    private static final String COOKIE = "Cookie: quotewire_token=" + GatewayHarness.token("ann", "TRADER");
    private GatewayHarness gateway = new GatewayHarness(new JsonObject("{\"origins\":[\"https://app.example.com\"]}"));

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawHttp.Answer ask(String method, String path, String... headers) {
        return RawHttp.once(gateway.port(), method, path, "", headers);
    }

    @Test
    void aPermittedOriginIsNamedAndNeverAStar() {
        for (String path : new String[] {"/api/symbols", "/api/prices", "/api/prices/NOPE", "/api/notifications"}) {
            RawHttp.Answer answer = ask("GET", path, "Origin: " + FRIEND, COOKIE);
            assertThat(answer.status()).as(path).isNotEqualTo(403);
            assertThat(answer.header("access-control-allow-origin")).as(path).isEqualTo(FRIEND);
            assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
            assertThat(answer.header("access-control-expose-headers")).contains("ETag");
            assertThat(answer.header("vary")).isEqualTo("Origin");
        }
    }

    @Test
    void aPermittedOriginsPreflightIsAnswered() {
        RawHttp.Answer answer = ask(
                "OPTIONS",
                "/api/notifications",
                "Origin: " + FRIEND,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization, content-type");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(answer.header("access-control-allow-methods")).contains("POST");
        assertThat(answer.header("access-control-allow-headers").toLowerCase(java.util.Locale.ROOT))
                .contains("authorization", "content-type", "x-api-key");
        assertThat(answer.header("access-control-max-age")).isEqualTo("600");
        assertThat(answer.header("vary")).isEqualTo("Origin");
    }

    @Test
    void anotherOriginGetsNothing() {
        for (String origin : new String[] {
            "https://elsewhere.example", "null", "http://app.example.com", "https://app.example.com.elsewhere.example"
        }) {
            for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
                RawHttp.Answer answer = ask(method, "/api/notifications", "Origin: " + origin, COOKIE);
                assertThat(answer.status()).as(method + " " + origin).isEqualTo(403);
                assertThat(answer.header("access-control-allow-origin")).isEmpty();
                assertThat(answer.header("access-control-allow-credentials")).isEmpty();
                assertThat(answer.header("vary")).isEqualTo("Origin");
            }
        }
        assertThat(ask("GET", "/api/prices", "Origin: " + FRIEND, "Origin: https://elsewhere.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatAPageHasLoadedWithoutAnOriginDoesNotCarryTheUser() {
        assertThat(ask("GET", "/api/notifications", "Sec-Fetch-Site: cross-site", COOKIE)
                        .status())
                .isEqualTo(403);
        assertThat(ask("GET", "/api/notifications", "Sec-Fetch-Site: same-site", COOKIE)
                        .status())
                .isEqualTo(403);
        assertThat(ask("GET", "/api/notifications", "Sec-Fetch-Site: same-origin", COOKIE)
                        .status())
                .isEqualTo(503);
        assertThat(ask("GET", "/api/symbols", "Sec-Fetch-Site: cross-site").status())
                .isEqualTo(200);
    }

    @Test
    void whoIsNoBrowserNeedsNoOrigin() {
        RawHttp.Answer answer = ask("GET", "/api/symbols");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEmpty();
        assertThat(answer.header("vary")).isEqualTo("Origin");
    }
}
