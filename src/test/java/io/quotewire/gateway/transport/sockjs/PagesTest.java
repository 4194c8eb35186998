package io.quotewire.gateway.transport.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is answered without a session, byte for byte as the conformance suite wants it. */
class PagesTest {
    private static final String IFRAME = """
            <!DOCTYPE html>
            <html>
            <head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
              <script>
                document.domain = document.domain;
                _sockjs_onload = function(){SockJS.bootstrap_iframe();};
              </script>
              <script src="/library.js"></script>
            </head>
            <body>
              <h2>Don't panic!</h2>
              <p>This is a SockJS hidden iframe. It's used for cross domain magic.</p>
            </body>
            </html>
            """;

    private static SockJsServices services;

    @BeforeAll
    static void start() {
        services = new SockJsServices(2);
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void greetsWithAndWithoutASlash() {
        for (String path : List.of("/echo", "/echo/")) {
            RawHttp.Answer answer = services.get(path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(answer.body()).isEqualTo("Welcome to SockJS!\n");
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
        }
    }

    @Test
    void knowsNothingElse() {
        for (String path : List.of(
                "/a",
                "/a.html",
                "//",
                "///",
                "/a/a",
                "/a/a/",
                "/a/",
                "/iframe.htm",
                "/iframe",
                "/IFRAME.HTML",
                "/iframe.HTML",
                "/iframe.xml",
                "/iframe-/.html")) {
            assertThat(services.get("/echo" + path).status()).as(path).isEqualTo(404);
        }
        for (String path : List.of("//", "/a./a", "/a/a.", "/./.", "/", "///")) {
            assertThat(services.get("/echo" + path + "/xhr").status()).as(path).isEqualTo(404);
            assertThat(services.post("/echo" + path + "/xhr", "").status())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void servesTheIframePageForAYear() {
        for (String path : List.of(
                "/iframe.html",
                "/iframe-a.html",
                "/iframe-.html",
                "/iframe-0.1.2abc-dirty.2144.html",
                "/iframe-a.html?t=1234")) {
            RawHttp.Answer answer = services.get("/echo" + path);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-type")).isEqualTo("text/html; charset=UTF-8");
            assertThat(answer.header("cache-control")).isEqualTo("public, max-age=31536000");
            assertThat(answer.headers())
                    .containsKeys("expires", "etag")
                    .doesNotContainKeys("last-modified", "set-cookie");
            assertThat(answer.body()).isEqualTo(IFRAME);
        }
    }

    @Test
    void onlyPermittedSitesMayFrameTheIframePage() {
        assertThat(services.get("/echo/iframe.html").header("content-security-policy"))
                .isEqualTo("frame-ancestors 'self' test null http://asd");
    }

    @Test
    void theIframePageIsNotSentTwice() {
        String etag = services.get("/echo/iframe.html").header("etag");
        RawHttp.Answer again = services.get("/echo/iframe.html", "If-None-Match: " + etag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.headers()).doesNotContainKey("content-type");
        assertThat(again.body()).isEmpty();
    }

    @Test
    void tellsWhatItCan() {
        RawHttp.Answer answer = services.get("/echo/info");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-store, no-cache, must-revalidate, max-age=0");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
        JsonObject info = new JsonObject(answer.body());
        long entropy = info.getLong("entropy");
        assertThat(entropy).isBetween(0L, 4_294_967_295L);
        info.remove("entropy");
        assertThat(info)
                .isEqualTo(new JsonObject("{\"websocket\":true,\"origins\":[\"*:*\"],\"cookie_needed\":false}"));
        assertThat(new JsonObject(services.get("/echo/info").body()).getLong("entropy"))
                .isNotEqualTo(entropy);
        assertThat(new JsonObject(services.get("/disabled_websocket_echo/info").body()).getBoolean("websocket"))
                .isFalse();
        assertThat(new JsonObject(services.get("/cookie_needed_echo/info").body()).getBoolean("cookie_needed"))
                .isTrue();
    }

    @Test
    void answersWhatBrowsersAskBefore() {
        for (String path : List.of("/info", "/abc/abc/xhr", "/abc/abc/xhr_send", "/abc/abc/xhr_streaming")) {
            for (String origin : List.of("", "test", "null")) {
                RawHttp.Answer answer = origin.isEmpty()
                        ? RawHttp.once(services.port(), "OPTIONS", "/echo" + path, "")
                        : RawHttp.once(services.port(), "OPTIONS", "/echo" + path, "", "Origin: " + origin);
                assertThat(answer.status()).isEqualTo(204);
                assertThat(answer.header("cache-control")).isEqualTo("public, max-age=31536000");
                assertThat(answer.header("expires")).endsWith("GMT");
                assertThat(answer.header("access-control-max-age")).isEqualTo("31536000");
                assertThat(answer.header("access-control-allow-methods"))
                        .isEqualTo(path.equals("/info") ? "OPTIONS, GET" : "OPTIONS, POST");
                assertThat(answer.header("access-control-allow-origin"))
                        .isEqualTo(origin.equals("test") ? "test" : "*");
                assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void refusesStrangersEverywhereAndTheirPagesReadNothing() {
        for (String path :
                List.of("/echo/info", "/echo", "/echo/0/0/xhr", "/echo/0/0/eventsource", "/echo/websocket")) {
            RawHttp.Answer answer = services.get(path, "Origin: https://evil.example");
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
        }
    }

    @Test
    void namesTheMethodsOfAnAddress() {
        RawHttp.Answer answer = services.post("/echo/0/0/websocket", "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).isEqualTo("GET");
        assertThat(answer.headers()).doesNotContainKey("content-type");
        assertThat(answer.body()).isEmpty();
        assertThat(services.get("/echo/0/0/xhr").header("allow")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void anOldClientMayKeepItsConnection() {
        try (RawHttp http = services.connect()) {
            for (int i = 0; i < 2; i++) {
                RawHttp.Head head = http.beginWith("1.0", "GET", "/echo", "", "Connection: Keep-Alive");
                assertThat(head.status()).isEqualTo(200);
                assertThat(head.headers()).doesNotContainKey("transfer-encoding");
                assertThat(head.header("content-length")).isEqualTo("19");
                assertThat(head.header("connection")).isEqualToIgnoringCase("keep-alive");
                assertThat(http.bytes(19)).isEqualTo("Welcome to SockJS!\n");
            }
        }
    }
}
