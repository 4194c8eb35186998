package io.quotewire.gateway.transport.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonArray;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every transport over HTTP, byte for byte as the conformance suite wants it. */
class HttpTransportsTest {
    private static final String NEVER_CACHED = "no-store, no-cache, must-revalidate, max-age=0";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
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
    void xhrPolls() {
        String url = SockJsServices.session("echo");
        RawHttp.Answer opened = services.post(url + "/xhr", "", "Origin: test", "Access-Control-Request-Headers: a, b");
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.body()).isEqualTo("o\n");
        assertThat(opened.header("content-type")).isEqualTo("application/javascript; charset=UTF-8");
        assertThat(opened.header("access-control-allow-origin")).isEqualTo("test");
        assertThat(opened.header("access-control-allow-headers")).isEqualTo("a, b");
        assertThat(opened.header("cache-control")).isEqualTo(NEVER_CACHED);
        RawHttp.Answer sent = services.post(url + "/xhr_send", "[\"x\"]");
        assertThat(sent.status()).isEqualTo(204);
        assertThat(sent.body()).isEmpty();
        assertThat(sent.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(sent.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(sent.header("cache-control")).isEqualTo(NEVER_CACHED);
        assertThat(services.post(url.replace("/000/", "/999/") + "/xhr", "").body())
                .isEqualTo("a[\"x\"]\n");
    }

    @Test
    void anyNameIsASession() {
        for (String url : List.of("/_/_", "/1/1", "/abcdefgh_i-j%20/abcdefg_i-j%20")) {
            assertThat(services.post("/echo" + url + "/xhr", "").body()).isEqualTo("o\n");
        }
    }

    @Test
    void nobodySendsToASessionThatIsNotThere() {
        assertThat(services.post("/echo/000/none/xhr_send", "[\"x\"]").status()).isEqualTo(404);
        assertThat(services.post("/echo/000/none/jsonp_send", "d=%5B%5D", FORM).status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoListOfTextsIsRefusedAndTheSessionGoesOn() {
        String url = SockJsServices.session("echo");
        services.post(url + "/xhr", "");
        assertBroken(services.post(url + "/xhr_send", "[\"x"), "Broken JSON encoding.");
        assertBroken(services.post(url + "/xhr_send", ""), "Payload expected.");
        assertBroken(services.post(url + "/xhr_send", "{}"), "Payload expected.");
        assertBroken(services.post(url + "/xhr_send", "[1]"), "Payload expected.");
        assertBroken(services.post(url + "/xhr_send", "[\"a\"] 1"), "Broken JSON encoding.");
        assertThat(services.post(url + "/xhr_send", "[\"a\"]").status()).isEqualTo(204);
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("a[\"a\"]\n");
    }

    @Test
    void anyContentTypeWillDo() {
        String url = SockJsServices.session("echo");
        services.post(url + "/xhr", "");
        List<String> types = List.of("text/plain", "T", "application/json", "application/xml", "", "text/xml");
        types.forEach(type -> assertThat(services.post(url + "/xhr_send", "[\"a\"]", "Content-Type: " + type)
                        .status())
                .isEqualTo(204));
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("a[\"a\",\"a\",\"a\",\"a\",\"a\",\"a\"]\n");
    }

    @Test
    void xhrStreamsUntilTheResponseIsLongEnough() {
        String url = SockJsServices.session("echo");
        try (RawHttp http = services.connect()) {
            RawHttp.Head head = http.begin("POST", url + "/xhr_streaming", "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("application/javascript; charset=UTF-8");
            assertThat(head.header("access-control-allow-origin")).isEqualTo("*");
            assertThat(head.header("cache-control")).isEqualTo(NEVER_CACHED);
            assertThat(http.chunk()).isEqualTo("h".repeat(2048) + "\n");
            assertThat(http.chunk()).isEqualTo("o\n");
            String message = "[\"" + "x".repeat(128) + "\"]";
            for (int i = 0; i < 31; i++) {
                assertThat(services.post(url + "/xhr_send", message).status()).isEqualTo(204);
                assertThat(http.chunk()).isEqualTo("a" + message + "\n");
            }
            assertThat(http.chunk()).isEmpty();
            assertThat(http.ask("GET", "/echo", "").body()).isEqualTo("Welcome to SockJS!\n");
        }
    }

    @Test
    void whatComesBetweenTwoResponsesIsNotLost() {
        String url = SockJsServices.session("echo");
        String message = "[\"" + "x".repeat(4096) + "\"]";
        try (RawHttp http = services.connect()) {
            http.begin("POST", url + "/xhr_streaming", "");
            http.chunk();
            http.chunk();
            services.post(url + "/xhr_send", message);
            services.post(url + "/xhr_send", "[\"later\"]");
            assertThat(http.chunk()).isEqualTo("a" + message + "\n");
            assertThat(http.chunk()).isEmpty();
            http.begin("POST", url + "/xhr_streaming", "");
            http.chunk();
            assertThat(http.chunk()).isEqualTo("a[\"later\"]\n");
        }
    }

    @Test
    void eventSourceStreamsEventsAndEscapesWhatItsClientDecodes() {
        String url = SockJsServices.session("echo");
        try (RawHttp http = services.connect()) {
            RawHttp.Head head = http.begin("GET", url + "/eventsource", "", "Origin: test");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("text/event-stream; charset=UTF-8");
            assertThat(head.header("cache-control")).isEqualTo(NEVER_CACHED);
            assertThat(head.header("access-control-allow-origin")).isEqualTo("test");
            assertThat(http.chunk()).isEqualTo("\r\n");
            assertThat(http.chunk()).isEqualTo("data: o\r\n\r\n");
            services.post(url + "/xhr_send", "[\"  \\u0000\\n\\r \"]");
            assertThat(http.chunk()).isEqualTo("data: a[\"  \\u0000\\n\\r \"]\r\n\r\n");
            services.post(url + "/xhr_send", "[\"50% off, 100%25\"]");
            assertThat(http.chunk()).isEqualTo("data: a[\"50%25 off, 100%2525\"]\r\n\r\n");
            String message = "[\"" + "x".repeat(4096) + "\"]";
            services.post(url + "/xhr_send", message);
            assertThat(http.chunk()).isEqualTo("data: a" + message + "\r\n\r\n");
            assertThat(http.chunk()).isEmpty();
        }
    }

    /** Its client cuts the stream at line ends, takes what follows "data: " through decodeURI, and reads that as JSON. */
    @Test
    void eventSourceCarriesEveryCharacter() {
        int block = 4096;
        for (int from = 0; from < 65_536; from += block) {
            StringBuilder all = new StringBuilder();
            StringBuilder body = new StringBuilder("[\"");
            for (int c = from; c < from + block; c++) {
                all.append((char) c);
                body.append(String.format("\\u%04x", c));
            }
            String url = SockJsServices.session("echo");
            try (RawHttp http = services.connect()) {
                http.begin("GET", url + "/eventsource", "");
                http.chunk();
                assertThat(http.chunk()).isEqualTo("data: o\r\n\r\n");
                assertThat(services.post(url + "/xhr_send", body + "\"]").status())
                        .isEqualTo(204);
                String event = http.chunk();
                assertThat(event).startsWith("data: a[").endsWith("]\r\n\r\n");
                String line = event.substring("data: a".length(), event.length() - 4);
                assertThat(line).doesNotContain("\r", "\n", "\0");
                String decoded = URLDecoder.decode(line.replace("+", "%2B"), StandardCharsets.UTF_8);
                assertThat(new JsonArray(decoded).getString(0)).isEqualTo(all.toString());
            }
        }
    }

    @Test
    void htmlFileStreamsScriptsThatNoMessageEnds() {
        String url = SockJsServices.session("echo");
        try (RawHttp http = services.connect()) {
            RawHttp.Head head = http.begin("GET", url + "/htmlfile?c=%63allback", "");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-type")).isEqualTo("text/html; charset=UTF-8");
            assertThat(head.header("cache-control")).isEqualTo(NEVER_CACHED);
            String page = http.chunk();
            assertThat(page.length()).isGreaterThan(1024);
            assertThat(page)
                    .startsWith(
                            "<!doctype html>\n<html><head>\n  <meta http-equiv=\"X-UA-Compatible\" content=\"IE=edge\" />\n")
                    .endsWith(" \r\n\r\n");
            assertThat(page.strip())
                    .endsWith(
                            "    var c = parent.callback;\n    c.start();\n"
                                    + "    function p(d) {c.message(d);};\n    window.onload = function() {c.stop();};\n  </script>");
            assertThat(http.chunk()).isEqualTo("<script>\np(\"o\");\n</script>\r\n");
            services.post(url + "/xhr_send", "[\"x\"]");
            assertThat(http.chunk()).isEqualTo("<script>\np(\"a[\\\"x\\\"]\");\n</script>\r\n");
            services.post(url + "/xhr_send", "[\"</script>\"]");
            assertThat(http.chunk()).isEqualTo("<script>\np(\"a[\\\"\\u003c/script>\\\"]\");\n</script>\r\n");
            services.post(url + "/xhr_send", "[\"" + "x".repeat(4096) + "\"]");
            assertThat(http.chunk()).isEqualTo("<script>\np(\"a[\\\"" + "x".repeat(4096) + "\\\"]\");\n</script>\r\n");
            assertThat(http.chunk()).isEmpty();
        }
    }

    @Test
    void jsonpPolls() {
        String url = SockJsServices.session("echo");
        RawHttp.Answer opened = services.get(url + "/jsonp?c=%63allback");
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.header("content-type")).isEqualTo("application/javascript; charset=UTF-8");
        assertThat(opened.header("cache-control")).isEqualTo(NEVER_CACHED);
        assertThat(opened.body()).isEqualTo("callback(\"o\");\r\n");
        RawHttp.Answer sent = services.post(url + "/jsonp_send", "d=%5B%22x%22%5D", FORM);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.body()).isEqualTo("ok");
        assertThat(sent.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(sent.header("cache-control")).isEqualTo(NEVER_CACHED);
        services.post(url + "/jsonp_send", "[\"%61bc\"]", "Content-Type: text/plain");
        assertThat(services.get(url + "/jsonp?callback=a.b").body())
                .isEqualTo("a.b(\"a[\\\"x\\\",\\\"%61bc\\\"]\");\r\n");
        assertBroken(services.post(url + "/jsonp_send", "d=%5B%22x", FORM), "Broken JSON encoding.");
        for (String nothing : List.of("", "d=", "p=p")) {
            assertBroken(services.post(url + "/jsonp_send", nothing, FORM), "Payload expected.");
        }
    }

    @Test
    void aCallbackIsRequiredAndIsAName() {
        for (String transport : List.of("htmlfile", "jsonp")) {
            assertBroken(services.get("/echo/a/a/" + transport), "\"callback\" parameter required");
            assertBroken(services.get("/echo/a/a/" + transport + "?c=alert(1);//"), "invalid \"callback\" parameter");
        }
    }

    @Test
    void aCookieSticksWhereItIsNeeded() {
        String url = SockJsServices.session("cookie_needed_echo");
        assertThat(services.post(url + "/xhr", "").header("set-cookie")).isEqualTo("JSESSIONID=dummy; path=/");
        RawHttp.Answer sent = services.post(url + "/xhr_send", "[\"x\"]", "Cookie: a=b; JSESSIONID=abcdef");
        assertThat(sent.header("set-cookie")).isEqualTo("JSESSIONID=abcdef; path=/");
        assertThat(services.get(SockJsServices.session("cookie_needed_echo") + "/jsonp?c=x")
                        .header("set-cookie"))
                .isEqualTo("JSESSIONID=dummy; path=/");
        assertThat(services.post(SockJsServices.session("echo") + "/xhr", "").headers())
                .doesNotContainKey("set-cookie");
    }

    @Test
    void anOldClientGetsAStreamThatItsConnectionEnds() {
        try (RawHttp http = services.connect()) {
            RawHttp.Head head = http.beginWith(
                    "1.0", "POST", SockJsServices.session("close") + "/xhr_streaming", "", "Connection: Keep-Alive");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers()).doesNotContainKeys("transfer-encoding", "content-length");
            assertThat(http.bytes(2049)).isEqualTo("h".repeat(2048) + "\n");
            assertThat(http.bytes(2)).isEqualTo("o\n");
            assertThat(http.bytes(19)).isEqualTo("c[3000,\"Go away!\"]\n");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @Test
    void aBodyIsNoLongerThanAllowedAndNeitherIsAMessage() {
        String url = SockJsServices.session("echo");
        services.post(url + "/xhr", "");
        String half = "\"" + "x".repeat(60_000) + "\"";
        assertThat(services.post(url + "/xhr_send", "[" + half + "," + half + "]")
                        .status())
                .isEqualTo(204);
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("a[" + half + "," + half + "]\n");
        assertThat(services.post(url + "/xhr_send", "[\"" + "x".repeat(65_537) + "\"]")
                        .status())
                .isEqualTo(413);
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("c[1009,\"the message is too long\"]\n");
        String other = SockJsServices.session("echo");
        services.post(other + "/xhr", "");
        assertThat(services.post(other + "/xhr_send", "[\"\"" + ",\"\"".repeat(100_000) + "]")
                        .status())
                .isEqualTo(413);
        assertThat(services.post(other + "/xhr", "").body()).isEqualTo("c[1009,\"the message is too long\"]\n");
    }

    private static void assertBroken(RawHttp.Answer answer, String text) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo(text);
    }
}
