package io.quotewire.gateway.transport.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.RawHttp;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a session over HTTP requests, which arrive on two event loops. */
class HttpSessionsTest {
    private SockJsServices services;

    @BeforeEach
    void start() {
        services = new SockJsServices(2);
    }

    @AfterEach
    void stop() {
        services.close();
    }

    @Test
    void requestsOfOneSessionArriveOnBothLoopsAndKeepTheirOrder() {
        List<String> urls = List.of(livingOn(0), livingOn(1));
        for (String url : urls) {
            assertThat(services.post(url + "/xhr", "").body()).isEqualTo("o\n");
            List<String> sent = new ArrayList<>();
            List<String> received = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                sent.add("m" + i);
                assertThat(services.post(
                                        url + "/xhr_send",
                                        new JsonArray().add("m" + i).encode())
                                .status())
                        .isEqualTo(204);
                if (i % 7 == 6) {
                    received.addAll(poll(url));
                }
            }
            received.addAll(poll(url));
            assertThat(received).isEqualTo(sent);
        }
        assertThat(services.requests()).allMatch(count -> count > 50);
        assertThat(services.sessions()).isEqualTo(2);
    }

    @Test
    void oneReceiverAtATime() {
        String url = SockJsServices.session("echo");
        try (RawHttp first = services.connect();
                RawHttp second = services.connect()) {
            first.begin("POST", url + "/xhr_streaming", "");
            first.chunk();
            assertThat(first.chunk()).isEqualTo("o\n");
            second.begin("POST", url + "/xhr_streaming", "");
            second.chunk();
            assertThat(second.chunk()).isEqualTo("c[2010,\"Another connection still open\"]\n");
            assertThat(second.chunk()).isEmpty();
            services.post(url + "/xhr_send", "[\"still there\"]");
            assertThat(first.chunk()).isEqualTo("a[\"still there\"]\n");
        }
    }

    @Test
    void aSessionThatWasClosedSaysSoUntilItIsForgotten() {
        String url = SockJsServices.session("close");
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("o\n");
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("c[3000,\"Go away!\"]\n");
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("c[3000,\"Go away!\"]\n");
        Awaitility.await().until(() -> services.guests() == 0 && services.sessions() == 0);
        services.pass(5_000);
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("o\n");
    }

    @Test
    void aStreamEndsWithTheCloseFrameAndTheNextGetsItAgain() {
        String url = SockJsServices.session("close");
        try (RawHttp http = services.connect()) {
            http.begin("POST", url + "/xhr_streaming", "");
            http.chunk();
            assertThat(http.chunk()).isEqualTo("o\n");
            assertThat(http.chunk()).isEqualTo("c[3000,\"Go away!\"]\n");
            assertThat(http.chunk()).isEmpty();
            http.begin("POST", url + "/xhr_streaming", "");
            http.chunk();
            assertThat(http.chunk()).isEqualTo("c[3000,\"Go away!\"]\n");
            assertThat(http.chunk()).isEmpty();
        }
    }

    @Test
    void aReceiverThatIsLostTakesItsSessionAlong() {
        for (String transport : List.of("/xhr_streaming", "/xhr")) {
            String url = SockJsServices.session("echo");
            services.post(url + "/xhr", "");
            RawHttp http = services.connect();
            http.send("1.1", "POST", url + transport, "");
            Awaitility.await()
                    .until(() -> services.post(url + "/xhr", "").body().startsWith("c[2010,"));
            http.close();
            Awaitility.await().until(() -> services.sessions() == 0 && services.guests() == 0);
            assertThat(services.post(url + "/xhr", "").body()).isEqualTo("o\n");
            services.pass(5_000);
        }
    }

    @Test
    void aSessionWithoutAReceiverEndsAfterFiveSeconds() {
        String url = SockJsServices.session("echo");
        services.post(url + "/xhr", "");
        services.pass(4_999);
        assertThat(services.sessions()).isEqualTo(1);
        assertThat(services.guests()).isEqualTo(1);
        services.pass(1);
        assertThat(services.sessions()).isZero();
        assertThat(services.guests()).isZero();
        assertThat(services.post(url + "/xhr_send", "[\"x\"]").status()).isEqualTo(404);
    }

    @Test
    void timeInWhichTheLoopsDidNotRunIsHeldAgainstNobody() {
        String polling = SockJsServices.session("echo");
        String closed = SockJsServices.session("close");
        services.post(polling + "/xhr", "");
        services.post(closed + "/xhr", "");
        services.post(closed + "/xhr", "");
        Awaitility.await().until(() -> services.sessions() == 1);
        services.pass(4_000);
        services.jump(60_000);
        services.jump(2_000);
        services.pass(999);
        assertThat(services.sessions()).isEqualTo(1);
        assertThat(services.post(closed + "/xhr", "").body()).isEqualTo("c[3000,\"Go away!\"]\n");
        services.pass(1);
        assertThat(services.sessions()).isZero();
        assertThat(services.guests()).isZero();
        assertThat(services.post(closed + "/xhr", "").body()).isEqualTo("o\n");
    }

    @Test
    void whoHasJustBegunToWaitWhenTheLoopsStoppedGetsItsTimeAfterwards() {
        String url = SockJsServices.session("echo");
        services.advance(5_500);
        services.post(url + "/xhr", "");
        services.advance(500);
        services.jump(0);
        services.pass(4_999);
        assertThat(services.sessions()).isEqualTo(1);
        services.pass(1);
        assertThat(services.sessions()).isZero();
    }

    @Test
    void heartbeatsAreSentEvery25SecondsAndNoStreamOutlivesThreeOfThemUnproven() {
        String url = SockJsServices.session("echo");
        try (RawHttp http = services.connect()) {
            http.begin("POST", url + "/xhr_streaming", "");
            http.chunk();
            assertThat(http.chunk()).isEqualTo("o\n");
            services.pass(24_999);
            services.pass(1);
            assertThat(http.chunk()).isEqualTo("h\n");
            services.pass(25_000);
            assertThat(http.chunk()).isEqualTo("h\n");
            services.pass(25_000);
            assertThat(http.chunk()).isEqualTo("h\n");
            assertThat(http.chunk()).isEmpty();
            http.send("1.1", "POST", url + "/xhr", "");
            Awaitility.await()
                    .until(() -> services.post(url + "/xhr", "").body().startsWith("c[2010,"));
            services.pass(25_000);
            http.head();
            assertThat(http.bytes(2)).isEqualTo("h\n");
        }
    }

    @Test
    void everythingThatIsKnownToBeMangledIsEscaped() {
        StringBuilder raw = new StringBuilder();
        StringBuilder escaped = new StringBuilder();
        for (int c = 255; c < 65_536; c++) {
            boolean mangled = (c >= 0x200c && c <= 0x200f)
                    || (c >= 0x2028 && c <= 0x202f)
                    || (c >= 0x2060 && c <= 0x206f)
                    || c >= 0xfff0;
            if (mangled) {
                raw.append((char) c);
                escaped.append(String.format("\\u%04x", c));
            }
        }
        String url = SockJsServices.session("echo");
        services.post(url + "/xhr", "");
        assertThat(services.post(url + "/xhr_send", "[\"" + raw + "\"]").status())
                .isEqualTo(204);
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("a[\"" + escaped + "\"]\n");
        services.post(url + "/xhr_send", "[\"\\ud83d\\ude00 \\ud800 é\"]");
        assertThat(services.post(url + "/xhr", "").body()).isEqualTo("a[\"\\ud83d\\ude00 \\ud800 é\"]\n");
    }

    @Test
    void aStrangersPageBringsNoCookies() {
        String jsonp = "/jsonp?c=x";
        services.get(SockJsServices.session("echo") + jsonp, "Cookie: a=b");
        services.get(SockJsServices.session("echo") + jsonp, "Cookie: a=b", "Sec-Fetch-Site: cross-site");
        services.get(SockJsServices.session("echo") + jsonp, "Cookie: a=b", "Referer: https://evil.example/x");
        assertThat(services.openings())
                .hasSize(3)
                .noneMatch(opening -> opening.headers().contains("Cookie"));
        services.get(SockJsServices.session("echo") + jsonp, "Cookie: a=b", "Sec-Fetch-Site: same-origin");
        services.get(SockJsServices.session("echo") + jsonp, "Cookie: a=b", "Referer: http://asd/x");
        services.get(SockJsServices.session("echo") + jsonp, "Cookie: a=b", "Origin: test");
        services.post(SockJsServices.session("echo") + "/xhr?q=1", "", "Cookie: a=b");
        List<SockJsOpening> ours = services.openings().subList(3, 7);
        assertThat(ours).allMatch(opening -> opening.headers().contains("Cookie"));
        assertThat(ours.get(3).params().get("q")).isEqualTo("1");
        assertThat(ours.get(3).transport()).isEqualTo(Transport.XHR);
    }

    private List<String> poll(String url) {
        String body = services.post(url + "/xhr", "").body();
        return new JsonArray(body.substring(1)).stream().map(String.class::cast).toList();
    }

    /** A session that lives on this loop. */
    private static String livingOn(int loop) {
        while (true) {
            String id = UUID.randomUUID().toString();
            if (Math.floorMod(id.hashCode(), 2) == loop) {
                return "/echo/000/" + id;
            }
        }
    }
}
