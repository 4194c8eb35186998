package io.quotewire.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every handshake is answered, good or bad; and that a bad one leaves nothing behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeConformanceTest {
    private static final List<String> PATHS = List.of("/ws", "/diagnostics/echo");
    private static final int ENDED = -1;
    private final List<Handshake> cases = HandshakeCases.all();
    private GatewayHarness gateway;

    @BeforeAll
    void start() {
        String limits = "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerNode\":0}";
        gateway = new GatewayHarness(new JsonObject("{\"diagnostics\":true," + limits + "}"));
    }

    @AfterAll
    void stop() {
        List<String> complaints = gateway.complaints();
        gateway.close();
        System.out.printf("%4d handshakes, each over %d paths%n", cases.size(), PATHS.size());
        assertThat(complaints).noneMatch(line -> line.contains("ERROR"));
    }

    Stream<Arguments> handshakes() {
        return PATHS.stream().flatMap(path -> cases.stream().map(handshake -> Arguments.of(path, handshake)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("handshakes")
    void isAnsweredAsTheProtocolsWant(String path, Handshake handshake) {
        try (RawHttp http = new RawHttp(gateway.port())) {
            http.bytes(handshake.bytes(path));
            RawHttp.Head head = http.head();
            assertThat(head.status()).isEqualTo(handshake.status());
            handshake
                    .expected()
                    .forEach((name, value) ->
                            assertThat(head.header(name)).as(name).isEqualToIgnoringCase(value == null ? "" : value));
            if (handshake.status() != 101) {
                assertThat(nextStatus(http, head)).isIn(ENDED, 200);
            }
        }
    }

    /** Another request over the same connection, where the answer to the first lets it live. */
    private static int nextStatus(RawHttp http, RawHttp.Head head) {
        if (head.header("Connection").toLowerCase(Locale.ROOT).contains("close")) {
            http.drain(); // comes back when the server has closed
            return ENDED;
        }
        try {
            http.body(head);
            return http.ask("GET", "/api/symbols", "").status();
        } catch (UncheckedIOException closed) {
            assertThat(closed.getCause()).isInstanceOfAny(EOFException.class, SocketException.class);
            return ENDED;
        }
    }

    @Test
    void aGoodHandshakeWorksAfterEveryBadOne() throws IOException {
        for (Handshake handshake : cases) {
            try (RawHttp http = new RawHttp(gateway.port())) {
                http.bytes(handshake.bytes("/ws"));
                http.head();
            }
            try (RawSocket socket = new RawSocket(gateway.port(), "/diagnostics/echo", Map.of())) {
                socket.send("still there");
                assertThat(socket.text()).as("after " + handshake).isEqualTo("still there");
            }
        }
        Awaitility.await()
                .until(() -> Stream.of("connections", "sessions", "requestless")
                        .allMatch(figure -> gateway.figures().getInteger(figure) == 0));
    }

    @Test
    void noCaseIsThereTwice() {
        assertThat(cases.stream().map(Handshake::toString)).doesNotHaveDuplicates();
    }
}
