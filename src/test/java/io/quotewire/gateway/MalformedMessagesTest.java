package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad message gets its error or its close code, and nothing else happens. */
class MalformedMessagesTest {
    private static GatewayHarness gateway;

    @BeforeAll
    static void open() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"messagesPerSecond\":0,\"connectionsPerIp\":0}}"));
        gateway.ticks("BTC-USD", "1.50");
    }

    @AfterAll
    static void close() {
        assertThat(gateway.complaints()).isEmpty();
        gateway.close();
    }

    static Stream<Arguments> answered() {
        return Stream.of(
                bad("nonsense", null),
                bad("", null),
                bad("   ", null),
                bad("[]", null),
                bad("[{\"type\":\"ping\"}]", null),
                bad("42", null),
                bad("\"ping\"", null),
                bad("null", null),
                bad("true", null),
                bad("{", null),
                bad("{\"type\":\"ping\"", null),
                bad("{\"type\":\"ping\"}}", null),
                bad("{\"type\":\"ping\"}{\"type\":\"ping\"}", null),
                bad("{'type':'ping'}", null),
                bad("{type:\"ping\"}", null),
                bad("{\"type\":\"ping\",}", null),
                bad("{\"type\":\"ping\"/*c*/}", null),
                bad("{\"type\":\"ping\",\"id\":NaN}", null),
                bad("{\"type\":\"ping\",\"id\":01}", null),
                bad("{\"type\":\"ping\",\"type\":\"ping\"}", null),
                bad("{\"type\":\"subscribe\",\"data\":{\"symbols\":[],\"symbols\":[]}}", null),
                bad("{\"type\":\"ping\",\"x\":\"a\u0000b\"}", null),
                bad("\u0000", null),
                bad("[".repeat(10_000) + "]".repeat(10_000), null),
                bad("{\"type\":\"ping\",\"data\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_001), null),
                bad("{\"type\":\"ping\",\"id\":" + "9".repeat(400) + "}", null),
                bad("{}", "type"),
                bad("{\"type\":null}", "type"),
                bad("{\"type\":7}", "type"),
                bad("{\"type\":[\"ping\"]}", "type"),
                bad("{\"type\":\"ping\",\"id\":1e400}", "id"),
                bad("{\"type\":\"ping\",\"id\":1.5}", "id"),
                bad("{\"type\":\"ping\",\"id\":99999999999999999999}", "id"),
                bad("{\"type\":\"ping\",\"id\":true}", "id"),
                bad("{\"type\":\"ping\",\"id\":{}}", "id"),
                bad("{\"type\":\"ping\",\"id\":\"" + "x".repeat(65) + "\"}", "id"),
                bad("{\"type\":\"ping\",\"data\":[]}", "data"),
                bad("{\"type\":\"ping\",\"data\":\"x\"}", "data"),
                bad("{\"type\":\"subscribe\"}", "symbols"),
                bad("{\"type\":\"subscribe\",\"symbols\":\"BTC-USD\"}", "symbols"),
                bad("{\"type\":\"subscribe\",\"symbols\":{}}", "symbols"),
                bad("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\",7]}", "symbols[1]"),
                bad("{\"type\":\"subscribe\",\"symbols\":[null]}", "symbols[0]"),
                bad("{\"type\":\"subscribe\",\"channels\":7}", "channels"),
                bad("{\"type\":\"subscribe\",\"symbols\":[" + "\"A\",".repeat(2_000) + "\"A\"]}", "symbols"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"mode\":\"some\"}", "mode"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"mode\":1}", "mode"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"maxRate\":0}", "maxRate"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"maxRate\":101}", "maxRate"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"maxRate\":\"1\"}", "maxRate"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"maxRate\":1e999}", "maxRate"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"batch\":1}", "batch"),
                bad("{\"type\":\"subscribe\",\"symbols\":[],\"since\":[]}", "since"),
                bad("{\"type\":\"unsubscribe\"}", "symbols"),
                bad("{\"type\":\"symbols\",\"prefix\":7}", "prefix"),
                bad("{\"type\":\"get_price\"}", "symbol"),
                bad("{\"type\":\"get_price\",\"symbol\":[]}", "symbol"),
                bad("{\"type\":\"authenticate\"}", "token"),
                bad("{\"type\":\"authenticate\",\"token\":7}", "token"),
                Arguments.of("{\"type\":\"dance\"}", "UNKNOWN_TYPE", null),
                Arguments.of("{\"type\":\"\"}", "UNKNOWN_TYPE", null),
                Arguments.of("{\"type\":\"PING\"}", "UNKNOWN_TYPE", null),
                Arguments.of("{\"type\":\"ping\\u0000\"}", "UNKNOWN_TYPE", null),
                Arguments.of("{\"type\":\"\\ud800\"}", "UNKNOWN_TYPE", null),
                Arguments.of("{\"type\":\"get_price\",\"symbol\":\"NO-SUCH\"}", "UNKNOWN_SYMBOL", null),
                Arguments.of("{\"type\":\"get_price\",\"symbol\":\"btc-usd\"}", "UNKNOWN_SYMBOL", null),
                Arguments.of("{\"type\":\"get_price\",\"symbol\":\"BTC-USD\\u0000\"}", "UNKNOWN_SYMBOL", null),
                Arguments.of("{\"type\":\"get_price\",\"symbol\":\"ETH-USD\"}", "FEED_UNAVAILABLE", null));
    }

    @ParameterizedTest
    @MethodSource("answered")
    void isAnsweredAndTheConnectionGoesOn(String message, String code, String field) throws Exception {
        try (RawSocket client = new RawSocket(gateway.port(), "/ws")) {
            client.await("connected");
            client.send(message);
            JsonObject error = client.next();
            assertThat(error.getString("type")).isEqualTo("error");
            JsonObject data = error.getJsonObject("data");
            assertThat(data.getString("code")).isEqualTo(code);
            assertThat(data.getString("message")).isNotBlank();
            assertThat(data.getBoolean("temporary")).isEqualTo(code.equals("FEED_UNAVAILABLE"));
            assertThat(data.getJsonObject("details", new JsonObject()).getString("field"))
                    .isEqualTo(field);
            client.send("{\"type\":\"ping\",\"id\":\"after\"}");
            assertThat(client.next().getString("id")).isEqualTo("after");
        }
    }

    static Stream<Arguments> refusedSubscriptions() {
        return Stream.of(
                Arguments.of("{\"symbols\":[\"NO-SUCH\"]}", "UNKNOWN_SYMBOL"),
                Arguments.of("{\"symbols\":[\"\"]}", "UNKNOWN_SYMBOL"),
                Arguments.of("{\"symbols\":[\"BTC-USD\\u0000\"]}", "UNKNOWN_SYMBOL"),
                Arguments.of("{\"channels\":[\"nonsense\"]}", "UNKNOWN_CHANNEL"),
                Arguments.of("{\"channels\":[\"prices\"]}", "UNKNOWN_CHANNEL"),
                Arguments.of("{\"channels\":[\"\"]}", "UNKNOWN_CHANNEL"),
                Arguments.of("{\"channels\":[\":\"]}", "UNKNOWN_CHANNEL"),
                Arguments.of("{\"channels\":[\"notifications\"]}", "UNAUTHORIZED"),
                Arguments.of("{\"channels\":[\"portfolio:bob\"]}", "UNAUTHORIZED"));
    }

    @ParameterizedTest
    @MethodSource("refusedSubscriptions")
    void aRefusedSubscriptionUndoesNothing(String data, String code) throws Exception {
        try (RawSocket client = new RawSocket(gateway.port(), "/ws")) {
            client.await("connected");
            client.send("{\"type\":\"subscribe\",\"id\":5,\"data\":" + data + "}");
            JsonObject confirmed = client.next();
            assertThat(confirmed.getString("type")).isEqualTo("subscription_confirmed");
            assertThat(confirmed.getJsonObject("data").getJsonArray("channels")).isEmpty();
            JsonObject failed = client.next();
            assertThat(failed.getString("type")).isEqualTo("subscription_failed");
            assertThat(failed.getInteger("id")).isEqualTo(5);
            assertThat(failed.getJsonObject("data").getString("code")).isEqualTo(code);
        }
    }

    static Stream<Arguments> closed() {
        byte[] badUtf8 = {'{', '"', (byte) 0xC3, '(', '"', '}'};
        byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        return Stream.of(
                Arguments.of("1 MB", 0x81, "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8), 1009),
                Arguments.of("one byte over", 0x81, new byte[65_537], 1009),
                Arguments.of("binary", 0x82, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8), 1003),
                Arguments.of("invalid UTF-8", 0x81, badUtf8, 1007),
                Arguments.of("an encoded surrogate", 0x81, surrogate, 1007),
                Arguments.of("a token that is none", 0x81, authenticate("x.y.z"), 4401),
                Arguments.of("a token with one dot", 0x81, authenticate("x.y"), 4401));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closed")
    void isClosedWithItsCode(String name, int firstByte, byte[] payload, int code) throws Exception {
        try (RawSocket client = new RawSocket(gateway.port(), "/ws")) {
            client.await("connected");
            client.frame(firstByte, payload);
            assertThat(client.await("closed").getInteger("code")).isEqualTo(code);
        }
    }

    private static byte[] authenticate(String token) {
        return ("{\"type\":\"authenticate\",\"token\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static Arguments bad(String message, String field) {
        return Arguments.of(message, "BAD_MESSAGE", field);
    }
}
