package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RawSocket.Frame;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every kind of WebSocket promises, frame by frame over the wire (RFC 6455, RFC 7692), and the limits of the real
 * endpoints. What only our own sockets are strict about is in the package {@code conformance}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketContractTest {
    private static final String ECHO = "/diagnostics/echo";
    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** The kinds. */
    enum Kind {
        TAKEN_OVER,
        COMPRESSED,
        PLAIN
    }

    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness takenOver;
    private GatewayHarness plain;

    @BeforeAll
    void start() {
        String common = "\"diagnostics\":true,\"limits\":{\"connectionsPerIp\":0,\"maxMessageBytes\":65536}";
        takenOver = new GatewayHarness(new JsonObject("{" + common + "}"));
        plain = new GatewayHarness(new JsonObject("{\"takeOver\":false," + common + "}"));
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        sockets.clear();
        assertThat(takenOver.complaints()).noneMatch(line -> line.contains("ERROR"));
    }

    @AfterAll
    void stop() {
        takenOver.close();
        plain.close();
    }

    private RawSocket connect(Kind kind, String path) {
        Map<String, String> headers = kind == Kind.COMPRESSED
                ? Map.of("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
                : Map.of();
        RawSocket socket = new RawSocket(kind == Kind.PLAIN ? plain.port() : takenOver.port(), path, headers);
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        assertThat(socket.header("Sec-WebSocket-Extensions") != null).isEqualTo(kind == Kind.COMPRESSED);
        return socket;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] inflated(Frame frame) {
        if ((frame.first() & COMPRESSED) == 0) {
            return frame.payload();
        }
        byte[] input = Arrays.copyOf(frame.payload(), frame.payload().length + 4);
        input[input.length - 2] = -1;
        input[input.length - 1] = -1;
        Inflater inflater = new Inflater(true);
        inflater.setInput(input);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                out.write(buffer, 0, n);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(payload);
        byte[] out = new byte[payload.length + 1024];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfEveryLengthComeBack(Kind kind) {
        RawSocket socket = connect(kind, ECHO);
        for (int length : new int[] {0, 1, 125, 126, 127, 1023, 1024, 65_535, 65_536, 1_000_000}) {
            if (kind == Kind.PLAIN && length > 65_536) {
                continue; // Vert.x has one limit for all
            }
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            socket.frame(FIN | BINARY, payload);
            Frame binary = socket.frame();
            assertThat(binary.first() & ~COMPRESSED).isEqualTo(FIN | BINARY);
            assertThat(inflated(binary)).isEqualTo(payload);
            byte[] text = utf8("é".repeat(length / 2));
            socket.frame(FIN | TEXT, text);
            Frame answer = socket.frame();
            assertThat(answer.first() & ~COMPRESSED).isEqualTo(FIN | TEXT);
            assertThat(inflated(answer)).isEqualTo(text);
            boolean worthIt = kind == Kind.COMPRESSED && text.length >= 1024;
            assertThat((answer.first() & COMPRESSED) != 0).isEqualTo(worthIt);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fragmentsAreOneMessageWithPingsBetween(Kind kind) {
        RawSocket socket = connect(kind, ECHO);
        socket.frame(TEXT, new byte[0]);
        socket.frame(CONTINUATION, utf8("a\u20ac").length == 4 ? Arrays.copyOf(utf8("a\u20ac"), 2) : new byte[0]);
        socket.frame(FIN | PING, utf8("are you there"));
        Frame pong = socket.frame();
        assertThat(pong.first()).isEqualTo(FIN | PONG);
        assertThat(pong.payload()).isEqualTo(utf8("are you there"));
        socket.frame(CONTINUATION, Arrays.copyOfRange(utf8("a\u20ac"), 2, 4));
        socket.frame(FIN | CONTINUATION, utf8("b"));
        assertThat(socket.frame().payload()).isEqualTo(utf8("a\u20acb"));
        socket.frame(FIN | PONG, utf8("unasked"));
        socket.frame(FIN | TEXT, utf8("on"));
        assertThat(socket.frame().payload()).isEqualTo(utf8("on"));
    }

    @ParameterizedTest
    @EnumSource
    void aGoodbyeIsAnsweredWithItsCodeAndTheConnectionEnds(Kind kind) {
        RawSocket socket = connect(kind, ECHO);
        socket.frame(FIN | CLOSE, new byte[] {(byte) (4321 >> 8), (byte) 4321, 'b', 'y', 'e'});
        assertThat(socket.frame().closeCode()).isEqualTo(4321);
        assertThat(socket.frame().first()).isEqualTo(-1);
        RawSocket wordless = connect(kind, ECHO);
        wordless.frame(FIN | CLOSE, new byte[0]);
        assertThat(wordless.frame().first()).isEqualTo(FIN | CLOSE);
        assertThat(wordless.frame().first()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void ourGoodbyeWaitsForTheAnswer(Kind kind) {
        RawSocket socket = connect(kind, "/ws");
        socket.frame();
        socket.frame(FIN | BINARY, new byte[] {1});
        assertThat(socket.frame().closeCode()).isEqualTo(1003);
        socket.frame(FIN | TEXT, utf8("{\"type\":\"ping\"}"));
        socket.frame(FIN | CLOSE, new byte[] {3, (byte) 235});
        assertThat(socket.frame().first()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageOverTheLimitEndsWith1009InOneFrameOrInMany(Kind kind) {
        RawSocket whole = connect(kind, "/ws");
        whole.frame();
        whole.frame(FIN | TEXT, new byte[65_537]);
        assertThat(whole.frame().closeCode()).isEqualTo(1009);
        RawSocket parts = connect(kind, "/ws");
        parts.frame();
        parts.frame(TEXT, utf8("x".repeat(40_000)));
        parts.frame(FIN | CONTINUATION, utf8("x".repeat(40_000)));
        assertThat(parts.frame().closeCode()).isEqualTo(1009);
        RawSocket crumbs = connect(kind, "/ws");
        crumbs.frame();
        crumbs.frame(TEXT, utf8("x"));
        for (int i = 0; i < 65; i++) {
            crumbs.frame(CONTINUATION, utf8("x"));
        }
        assertThat(crumbs.frame().closeCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentRightBehindTheHandshakeIsNotLost(Kind kind) {
        for (int split = 1; split < 40; split += 4) {
            int port = kind == Kind.PLAIN ? plain.port() : takenOver.port();
            RawSocket socket = RawSocket.early(port, ECHO, utf8("early \n\r\n"), split);
            sockets.add(socket);
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.frame().payload()).isEqualTo(utf8("early \n\r\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void textThatIsNotUtf8EndsWith1007(Kind kind) {
        byte[][] bad = {
            {(byte) 0xC3, 0x28},
            {(byte) 0xA0},
            {(byte) 0xE2, (byte) 0x82},
            {(byte) 0xF0, (byte) 0x90, (byte) 0x28, (byte) 0xBC},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xFE},
        };
        for (byte[] bytes : bad) {
            RawSocket socket = connect(kind, ECHO);
            socket.frame(FIN | TEXT, bytes);
            assertThat(socket.frame().closeCode()).as(Arrays.toString(bytes)).isEqualTo(1007);
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {65_537, 1_000_000, 50_000_000})
    void aBombEndsWith1009BeforeItIsLarge(int inflatedBytes) {
        RawSocket socket = connect(Kind.COMPRESSED, "/ws");
        socket.frame();
        socket.frame(FIN | COMPRESSED | TEXT, deflated(new byte[inflatedBytes]));
        assertThat(socket.frame().closeCode()).isEqualTo(1009);
    }

    @Test
    void aRefusalAfterTheHandshakeWasTakenIsAnsweredAndEndsTheConnection() {
        RawSocket socket = new RawSocket(takenOver.port(), "/api/notifications/ws", Map.of());
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(401);
        assertThat(socket.header("Connection")).isEqualToIgnoringCase("close");
    }
}
