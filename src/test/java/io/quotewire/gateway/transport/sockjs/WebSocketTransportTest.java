package io.quotewire.gateway.transport.sockjs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SockJS over WebSockets, framed and raw. */
class WebSocketTransportTest {
    private static final String[] UPGRADE = {
        "Upgrade: WebSocket", "Connection: keep-alive, Upgrade", "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw=="
    };
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
    void framesMessagesAndIgnoresEmptyOnes() throws Exception {
        try (RawSocket socket = open("echo")) {
            assertThat(socket.text()).isEqualTo("o");
            socket.send("");
            socket.send("[]");
            socket.send("[\"a\"]");
            assertThat(socket.text()).isEqualTo("a[\"a\"]");
            socket.send("\"b\"");
            assertThat(socket.text()).isEqualTo("a[\"b\"]");
            socket.send("[\"c\",\"50% \\ud83d\\ude00 \\u2028\"]");
            assertThat(socket.text()).isEqualTo("a[\"c\"]");
            assertThat(socket.text()).isEqualTo("a[\"50% \\ud83d\\ude00 \\u2028\"]");
        }
    }

    @Test
    void closesWithTheFrameAndTheCode() throws Exception {
        try (RawSocket socket = open("close")) {
            assertThat(socket.text()).isEqualTo("o");
            assertThat(socket.text()).isEqualTo("c[3000,\"Go away!\"]");
            assertThat(socket.next().getInteger("code")).isEqualTo(3000);
        }
        Awaitility.await().until(() -> services.guests() == 0 && services.sessions() == 0);
    }

    @Test
    void cutsWhoSendsBrokenJson() throws Exception {
        for (String broken : List.of("[\"a", "{}", "[1]", "7")) {
            try (RawSocket socket = open("echo")) {
                assertThat(socket.text()).isEqualTo("o");
                socket.send(broken);
                assertThat(socket.next().getString("type")).isEqualTo("closed");
            }
        }
    }

    @Test
    void twoWebSocketsMayBearTheSameSession() throws Exception {
        try (RawSocket first = new RawSocket(services.port(), "/echo/0/same/websocket");
                RawSocket second = new RawSocket(services.port(), "/echo/0/same/websocket")) {
            assertThat(first.text()).isEqualTo("o");
            assertThat(second.text()).isEqualTo("o");
            first.send("[\"a\"]");
            second.send("[\"b\"]");
            assertThat(first.text()).isEqualTo("a[\"a\"]");
            assertThat(second.text()).isEqualTo("a[\"b\"]");
        }
    }

    @Test
    void rawMessagesAreNotFramed() throws Exception {
        try (RawSocket socket = new RawSocket(services.port(), "/echo/websocket")) {
            socket.send("Hello world!\uffff");
            assertThat(socket.text()).isEqualTo("Hello world!\uffff");
        }
        try (RawSocket socket = new RawSocket(services.port(), "/close/websocket")) {
            assertThat(socket.next().getInteger("code")).isEqualTo(3000);
        }
    }

    @Test
    void heartbeatsAreForFramedOnesOnly() throws Exception {
        try (RawSocket framed = open("echo");
                RawSocket raw = new RawSocket(services.port(), "/echo/websocket")) {
            assertThat(framed.text()).isEqualTo("o");
            Awaitility.await().until(() -> services.sessions() == 2);
            services.pass(25_000);
            assertThat(framed.text()).isEqualTo("h");
            raw.send("x");
            assertThat(raw.text()).isEqualTo("x");
        }
    }

    @Test
    void whatIsNoHandshakeIsToldWhy() {
        String url = SockJsServices.session("echo") + "/websocket";
        assertRefused(services.get(url), "Can \"Upgrade\" only to \"WebSocket\".");
        assertRefused(
                services.get(url, "Upgrade: WebSocket", "Connection: close"), "\"Connection\" must be \"Upgrade\".");
        assertRefused(services.get(url, UPGRADE), "\"Sec-WebSocket-Version\" must be 13.");
        assertThat(services.get("/disabled_websocket_echo/0/0/websocket").status())
                .isEqualTo(404);
        assertThat(services.get("/disabled_websocket_echo/websocket").status()).isEqualTo(404);
    }

    @Test
    void theDraftsShakeHandsToo() {
        for (String version : List.of("7", "8", "13")) {
            try (RawHttp http = services.connect()) {
                RawHttp.Head head = http.begin(
                        "GET",
                        SockJsServices.session("echo") + "/websocket",
                        "",
                        UPGRADE[0],
                        UPGRADE[1],
                        UPGRADE[2],
                        "Sec-WebSocket-Version: " + version,
                        "Sec-WebSocket-Origin: http://asd");
                assertThat(head.status()).isEqualTo(101);
                assertThat(head.header("sec-websocket-accept")).isEqualTo("HSmrc0sMlYUkAGmm5OPpG2HaGWk=");
                assertThat(head.header("connection")).isEqualToIgnoringCase("upgrade");
                assertThat(head.header("upgrade")).isEqualToIgnoringCase("websocket");
                assertThat(head.headers()).doesNotContainKey("content-length");
            }
        }
        Awaitility.await().until(() -> services.guests() == 0 && services.sessions() == 0);
    }

    @Test
    void strangersStayOutsideWhateverTheirHeaderIsCalled() {
        for (String header : List.of("Origin", "Sec-WebSocket-Origin")) {
            RawSocket socket =
                    new RawSocket(services.port(), "/echo/websocket", Map.of(header, "https://evil.example"));
            assertThat(socket.status()).isIn(400, 403);
        }
    }

    private RawSocket open(String service) {
        return new RawSocket(services.port(), SockJsServices.session(service) + "/websocket");
    }

    private static void assertRefused(RawHttp.Answer answer, String text) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(text);
    }
}
