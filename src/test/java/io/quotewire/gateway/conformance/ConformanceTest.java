package io.quotewire.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RawSocket.Frame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 and RFC 7692, frame by frame, with and without compression. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    private static final String ECHO = "/diagnostics/echo";
    private static final String OFFER = "permessage-deflate; client_max_window_bits";
    private final Map<String, List<Case>> groups = new LinkedHashMap<>();
    private GatewayHarness gateway;

    ConformanceTest() {
        groups.put("1 framing", FramingCases.all());
        groups.put("2 pings and pongs", PingCases.all());
        groups.put("3 reserved bits", ReservedCases.bits());
        groups.put("4 reserved opcodes", ReservedCases.opcodes());
        groups.put("5 fragmentation", FragmentationCases.all());
        groups.put("6 UTF-8", Utf8Cases.all());
        groups.put("7 closing", CloseCases.all());
        groups.put("9 sizes", SizeCases.all());
        groups.put("12 compression", DeflateCases.all());
    }

    /** A case in one of the two ways. */
    record Run(String group, Case what, boolean compression) {
        @Override
        public String toString() {
            return group + ": " + what.name() + (compression ? ", compression agreed" : "");
        }
    }

    Stream<Run> runs() {
        List<Run> runs = new ArrayList<>();
        groups.forEach((group, cases) -> {
            for (Case each : cases) {
                for (boolean compression : new boolean[] {false, true}) {
                    if (each.runs(compression)) {
                        runs.add(new Run(group, each, compression));
                    }
                }
            }
        });
        return runs.stream();
    }

    @BeforeAll
    void start() {
        String limits = "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerNode\":0}";
        gateway = new GatewayHarness(new JsonObject("{\"diagnostics\":true," + limits + "}"));
    }

    @AfterAll
    void stop() {
        List<String> complaints = gateway.complaints();
        gateway.close();
        groups.forEach((group, cases) -> System.out.printf("%4d cases of group %s%n", cases.size(), group));
        System.out.printf("%4d cases, run %d times%n", count(), runs().count());
        assertThat(complaints).noneMatch(line -> line.contains("ERROR"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void theServerAnswersAsTheProtocolWants(Run run) throws IOException {
        Map<String, String> headers = run.compression ? Map.of("Sec-WebSocket-Extensions", OFFER) : Map.of();
        try (RawSocket socket = new RawSocket(gateway.port(), ECHO, headers)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.header("Sec-WebSocket-Extensions") != null).isEqualTo(run.compression);
            Case script = run.what.written();
            script.pieces().forEach(socket::bytes);
            for (Case.Answer expected : script.answers()) {
                Frame frame = socket.frame();
                assertThat(frame.first() & ~Wire.RSV1).as("first byte").isEqualTo(Wire.FIN | expected.opcode());
                assertThat(meant(frame, run.compression)).isEqualTo(expected.payload());
            }
            int code = script.code();
            if (code == Case.OPEN) {
                code = 1000;
                socket.bytes(Wire.close(code, "done"));
            }
            Frame close = socket.frame();
            assertThat(close.first()).as("first byte of a close frame").isEqualTo(Wire.FIN | Wire.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(socket.frame().first()).as("the end").isEqualTo(-1);
        }
    }

    private static byte[] meant(Frame frame, boolean compression) {
        boolean packed = (frame.first() & Wire.RSV1) != 0;
        if (!packed) {
            return frame.payload();
        }
        int opcode = frame.first() & 15;
        assertThat(compression && (opcode == Wire.TEXT || opcode == Wire.BINARY))
                .as("may be compressed")
                .isTrue();
        return Packed.inflated(frame.payload());
    }

    /** It has had its answer and the end of our direction, and goes on sending. */
    @Test
    void whoDoesNotGoIsCut() throws IOException {
        try (RawSocket polite = new RawSocket(gateway.port(), ECHO);
                RawSocket rude = new RawSocket(gateway.port(), ECHO)) {
            polite.bytes(Wire.close(1000, ""));
            rude.bytes(Wire.frame(Wire.FIN | 3, "x"));
            for (RawSocket socket : List.of(polite, rude)) {
                assertThat(socket.frame().first()).isEqualTo(Wire.FIN | Wire.CLOSE);
                assertThat(socket.frame().first()).isEqualTo(-1);
            }
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !polite.isHeard() && !rude.isHeard());
        }
    }

    @Test
    void noCaseIsThereTwice() {
        groups.forEach((group, cases) ->
                assertThat(cases.stream().map(Case::name)).as(group).doesNotHaveDuplicates());
        assertThat(count()).isGreaterThanOrEqualTo(180);
    }

    private int count() {
        return groups.values().stream().mapToInt(List::size).sum();
    }
}
