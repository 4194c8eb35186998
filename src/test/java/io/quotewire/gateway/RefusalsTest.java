package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.quotewire.bus.Address;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.kit.metrics.Meters;
import io.quotewire.testkit.AuditRows;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.TokenForge;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.VertxPrometheusOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every refusal that a client can meet is counted and, where somebody has done wrong, in the audit. */
class RefusalsTest {
    private static final String CLOSED = "CONNECTION_CLOSED";
    private static final String VIOLATION = "SECURITY_VIOLATION";
    private static final String LIMITED = "RATE_LIMITED";
    private static final String FAILED = "AUTH_FAILED";
    private static final String PATIENT = "{\"limits\":{\"connectionsPerIp\":0}}";

    /** Codes that no client can have the gateway send, and why. */
    private static final Map<ErrorCode, String> NO_ERROR = Map.of(ErrorCode.INTERNAL, "a defect; the log has it");

    private static final Map<CloseCode, String> NO_CLOSE = Map.of(
            CloseCode.NORMAL, "a client's own goodbye",
            CloseCode.INTERNAL_ERROR, "a defect; the log has it");

    private static Vertx metered;
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private AuditRows audit;

    @TempDir
    Path dir;

    /** What a client does to be refused. */
    private interface Deed {
        void of(RefusalsTest client) throws IOException;
    }

    /**
     * How to meet a code, and what is written down of it; no action where it is nobody's fault.
     *
     * @param options of the gateway
     * @param deed what the client does
     * @param action the audit's
     * @param text what the row says
     */
    private record Meeting(String options, Deed deed, String action, String text) {}

    @BeforeAll
    static void count() {
        metered = Vertx.builder()
                .with(new VertxOptions()
                        .setMetricsOptions(new MicrometerMetricsOptions()
                                .setEnabled(true)
                                .setPrometheusOptions(new VertxPrometheusOptions().setEnabled(true))))
                .withMetrics(new MicrometerMetricsFactory())
                .build();
    }

    @AfterAll
    static void countNoMore() {
        metered.close().await();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    private void start(String options) {
        gateway = new GatewayHarness(new JsonObject(options));
        gateway.deployMonitoring(dir);
        audit = new AuditRows(dir);
    }

    private RawSocket open(String path, Map<String, String> headers) {
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    private RawSocket ws() {
        return open("/ws", Map.of());
    }

    private RawSocket as(String user) {
        return open("/ws", Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER")));
    }

    private static void authenticate(RawSocket socket, String token) {
        socket.send("{\"type\":\"authenticate\",\"token\":\"" + token + "\"}");
    }

    private static double counted(String meter, String code) {
        Counter counter = Meters.registry().find(meter).tag("code", code).counter();
        return counter == null ? 0 : counter.count();
    }

    private static Meeting error(ErrorCode code) {
        return switch (code) {
            case BAD_MESSAGE -> new Meeting(PATIENT, client -> client.ws().send("{"), VIOLATION, code.name());
            case UNKNOWN_TYPE ->
                new Meeting(PATIENT, client -> client.ws().send("{\"type\":\"nope\"}"), VIOLATION, code.name());
            case UNAUTHORIZED ->
                new Meeting(
                        PATIENT,
                        client -> client.ws().send("{\"type\":\"subscribe\",\"channels\":[\"notifications\"]}"),
                        VIOLATION,
                        code.name());
            case TOKEN_EXPIRED ->
                new Meeting(
                        PATIENT,
                        client -> authenticate(
                                client.ws(),
                                GatewayHarness.sign(
                                        new JsonObject().put("sub", "ann").put("exp", 1_000_000))),
                        FAILED,
                        "EXPIRED");
            case FORBIDDEN ->
                new Meeting(
                        PATIENT,
                        client -> authenticate(client.as("ann"), GatewayHarness.token("bob", "TRADER")),
                        VIOLATION,
                        code.name());
            case UNKNOWN_SYMBOL ->
                new Meeting(
                        PATIENT,
                        client -> client.ws().send("{\"type\":\"subscribe\",\"symbols\":[\"NOPE-USD\"]}"),
                        VIOLATION,
                        code.name());
            case UNKNOWN_SERVICE ->
                new Meeting(
                        PATIENT,
                        client -> client.as("ann").send("{\"type\":\"call\",\"service\":\"nobody\"}"),
                        VIOLATION,
                        code.name());
            case UNKNOWN_CHANNEL ->
                new Meeting(
                        PATIENT,
                        client -> client.ws().send("{\"type\":\"subscribe\",\"channels\":[\"nope:x\"]}"),
                        VIOLATION,
                        code.name());
            case SUBSCRIPTION_LIMIT ->
                new Meeting(
                        PATIENT,
                        client -> client.ws()
                                .send("{\"type\":\"subscribe\",\"symbols\":"
                                        + "[\"BTC-USD\",\"ETH-USD\",\"SOL-USD\",\"ADA-USD\"]}"),
                        LIMITED,
                        code.name());
            case RATE_LIMITED -> new Meeting(PATIENT, client -> hurry(client.ws(), 25), LIMITED, code.name());
            case MESSAGE_TOO_LARGE ->
                new Meeting(
                        PATIENT,
                        client -> RawHttp.once(
                                client.gateway.port(),
                                "POST",
                                "/api/notifications",
                                "x".repeat(70_000),
                                "Authorization: Bearer " + GatewayHarness.token("ann", "ADMIN")),
                        VIOLATION,
                        code.name());
            case STORE_UNAVAILABLE ->
                new Meeting(
                        PATIENT,
                        client -> client.as("ann").send("{\"type\":\"subscribe\",\"channels\":[\"notifications\"]}"),
                        "",
                        "");
            case FEED_UNAVAILABLE ->
                new Meeting(
                        PATIENT, client -> client.ws().send("{\"type\":\"get_price\",\"symbol\":\"BTC-USD\"}"), "", "");
            case TIMEOUT ->
                new Meeting(
                        "{\"auth\":{\"jwks\":\"http://127.0.0.1:9/keys\"}}",
                        client -> authenticate(
                                client.ws(),
                                TokenForge.token(
                                        "ES256",
                                        TokenForge.ec("secp256r1"),
                                        new JsonObject()
                                                .put("sub", "ann")
                                                .put("exp", System.currentTimeMillis() / 1000 + 60))),
                        "",
                        "");
            case INTERNAL -> throw new AssertionError(code);
        };
    }

    private static Meeting close(CloseCode code) {
        return switch (code) {
            case GOING_AWAY ->
                new Meeting(
                        PATIENT,
                        client -> {
                            client.as("ann").await("connected");
                            client.gateway.drain();
                        },
                        CLOSED,
                        code.name());
            case PROTOCOL_ERROR -> frame(0x83, new byte[0], VIOLATION, code);
            case UNSUPPORTED_DATA -> frame(0x82, new byte[] {1}, VIOLATION, code);
            case INVALID_UTF8 -> frame(0x81, new byte[] {(byte) 0xc3, 0x28}, VIOLATION, code);
            case MESSAGE_TOO_BIG -> frame(0x81, new byte[65_600], VIOLATION, code);
            case POLICY_VIOLATION ->
                new Meeting(
                        PATIENT,
                        client -> {
                            RawSocket socket = client.ws();
                            for (int i = 0; i < 400; i++) {
                                socket.frame(0x89, new byte[] {1});
                            }
                        },
                        LIMITED,
                        code.name());
            case CONNECTION_LIMIT ->
                new Meeting(
                        "{\"limits\":{\"connectionsPerUser\":1}}",
                        client -> {
                            client.as("ann");
                            client.as("ann");
                        },
                        LIMITED,
                        code.name());
            case RATE_EXCEEDED -> new Meeting(PATIENT, client -> hurry(client.ws(), 60), LIMITED, code.name());
            case UNAUTHENTICATED ->
                new Meeting(PATIENT, client -> authenticate(client.ws(), "no.good.token"), FAILED, code.name());
            case IDLE -> new Meeting("{\"limits\":{\"idleSeconds\":1}}", RefusalsTest::ws, CLOSED, code.name());
            case SLOW_CONSUMER ->
                new Meeting("{\"limits\":{\"queueBytes\":16384}}", RefusalsTest::readNothing, LIMITED, code.name());
            case FORBIDDEN ->
                new Meeting(
                        PATIENT,
                        client -> command(client.ws(), client, Address.CONTROL_DISCONNECT, "ip", "127.0.0.1"),
                        CLOSED,
                        code.name());
            case REVOKED ->
                new Meeting(
                        PATIENT,
                        client -> command(client.as("ann"), client, Address.CONTROL_REVOKE, "userId", "ann"),
                        CLOSED,
                        code.name());
            case UNSUPPORTED_PROTOCOL ->
                new Meeting(
                        PATIENT,
                        client -> client.open("/ws", Map.of("Sec-WebSocket-Protocol", "soap")),
                        VIOLATION,
                        code.name());
            case NORMAL, INTERNAL_ERROR -> throw new AssertionError(code);
        };
    }

    private static Meeting frame(int first, byte[] payload, String action, CloseCode code) {
        return new Meeting(PATIENT, client -> client.ws().frame(first, payload), action, code.name());
    }

    private static void hurry(RawSocket socket, int messages) {
        for (int i = 0; i < messages; i++) {
            socket.send("{\"type\":\"symbols\"}");
        }
    }

    private static void command(RawSocket there, RefusalsTest client, Address address, String whom, String name) {
        there.await("connected");
        client.gateway.command(address, new JsonObject().put("by", "root").put(whom, name));
    }

    private void readNothing() {
        RawSocket deaf = ws();
        deaf.await("connected");
        deaf.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"],\"mode\":\"all\"}");
        deaf.await("subscription_confirmed");
        String[] prices = new String[1_000];
        Arrays.fill(prices, "1." + "0".repeat(200));
        for (int i = 0; i < 200 && counted("websocket.closes", CloseCode.SLOW_CONSUMER.name()) == 0; i++) {
            gateway.ticks("BTC-USD", prices);
            gateway.awaitDealtWith();
        }
    }

    static Set<ErrorCode> errors() {
        return EnumSet.complementOf(EnumSet.copyOf(NO_ERROR.keySet()));
    }

    static Set<CloseCode> closes() {
        return EnumSet.complementOf(EnumSet.copyOf(NO_CLOSE.keySet()));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aRefusedRequestIsCountedAndAudited(ErrorCode code) throws IOException {
        check(error(code), "websocket.errors", code.name());
    }

    @ParameterizedTest
    @MethodSource("closes")
    void aClosedConnectionIsCountedAndAudited(CloseCode code) throws IOException {
        check(close(code), "websocket.closes", code.name());
    }

    private void check(Meeting meeting, String meter, String code) throws IOException {
        start(meeting.options());
        double before = counted(meter, code);
        meeting.deed().of(this);
        Awaitility.await().until(() -> counted(meter, code) > before);
        if (!meeting.action().isEmpty()) {
            audit.await(meeting.action(), meeting.text());
        }
    }

    @Test
    void aMessageThatIsTooLongIsCountedAsSuchToo() {
        start(PATIENT);
        double before = counted("websocket.errors", "MESSAGE_TOO_LARGE");
        ws().frame(0x81, new byte[65_600]);
        Awaitility.await().until(() -> counted("websocket.errors", "MESSAGE_TOO_LARGE") > before);
    }

    private enum Door {
        NO_HANDSHAKE("GET", "/ws", "", "BAD_MESSAGE"),
        NO_SOCKJS_HANDSHAKE("GET", "/sockjs/websocket", "Upgrade: x", "BAD_MESSAGE"),
        NO_BRIDGE_HANDSHAKE("GET", "/eventbus/websocket", "Upgrade: x", "BAD_MESSAGE"),
        A_STRANGERS_SOCKJS("GET", "/sockjs/info", "Origin: https://elsewhere.example", "ORIGIN"),
        A_STRANGERS_API("GET", "/api/symbols", "Origin: https://elsewhere.example", "ORIGIN"),
        NO_SUCH_PAGE("GET", "/nope", "", "UNKNOWN_TYPE"),
        NO_SUCH_PRICE("GET", "/api/prices/NOPE", "", "UNKNOWN_SYMBOL"),
        NO_CREDENTIAL("GET", "/api/notifications", "", "MALFORMED");

        private final String method;
        private final String path;
        private final String header;
        private final String reason;

        Door(String method, String path, String header, String reason) {
            this.method = method;
            this.path = path;
            this.header = header;
            this.reason = reason;
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatIsRefusedBeforeASessionIsAuditedToo(Door door) {
        start(PATIENT);
        String[] headers = door.header.isEmpty() ? new String[0] : new String[] {door.header};
        assertThat(RawHttp.once(gateway.port(), door.method, door.path, "", headers)
                        .status())
                .isBetween(400, 499);
        String action = door == Door.NO_CREDENTIAL ? FAILED : VIOLATION;
        assertThat(audit.await(action, door.reason).getString("ip")).isEqualTo("127.0.0.1");
    }

    @Test
    void aStrangersDraftHandshakeIsAuditedAsSuch() {
        start(PATIENT);
        RawHttp.once(
                gateway.port(),
                "GET",
                "/sockjs/websocket",
                "",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Origin: https://elsewhere.example");
        audit.await(VIOLATION, "ORIGIN");
    }

    @Test
    void aUsersWholeVisitCanBeTraced() throws IOException {
        start(PATIENT);
        gateway.deployNotifications();
        RawSocket hers = as("ann");
        hers.await("connected");
        hers.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
        hers.await("subscription_confirmed");
        hers.send("{\"type\":\"unsubscribe\",\"symbols\":[\"BTC-USD\"]}");
        hers.await("unsubscribed");
        hers.leave();

        audit.await("CONNECTION_OPENED", "\"userId\":\"ann\"");
        audit.await("SUBSCRIPTION_ADDED", "\"userId\":\"ann\"", "prices:BTC-USD");
        audit.await("SUBSCRIPTION_REMOVED", "\"userId\":\"ann\"", "prices:BTC-USD");
        audit.await(CLOSED, "\"userId\":\"ann\"", "\"reason\":\"CLIENT\"");
    }

    @Test
    void codesThatCannotBeMetHaveAReason() {
        assertThat(Stream.concat(NO_ERROR.values().stream(), NO_CLOSE.values().stream()))
                .allMatch(reason -> !reason.isBlank());
    }
}
