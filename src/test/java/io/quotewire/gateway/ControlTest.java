package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.SockJsClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an administrator's commands do to clients of every kind, over real sockets. */
class ControlTest {
    private static final String BRIDGE = "/eventbus/websocket";
    private static final String HERE = "127.0.0.1";
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2,\"auth\":{\"allowQueryToken\":true},"
                + "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0}}"));
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.awaitFigures(before);
        gateway.close();
    }

    private RawSocket open(String path, String token) {
        RawSocket socket = handshake(path, token);
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private RawSocket handshake(String path, String token) {
        Map<String, String> headers = token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token);
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    private static JsonObject command(String target, String value) {
        return new JsonObject().put("by", "root").put("reason", "as a test").put(target, value);
    }

    private static void assertAlive(RawSocket socket) {
        socket.send("{\"type\":\"ping\"}");
        assertThat(socket.await("pong").getString("type")).isEqualTo("pong");
    }

    private static int closeCode(RawSocket socket) {
        return socket.await("closed").getInteger("code");
    }

    private static String token(String user, String id, long issuedSecondsAgo) {
        return GatewayHarness.token(user, "TRADER", id, System.currentTimeMillis() / 1000 - issuedSecondsAgo);
    }

    /** Issued in the next second: what is issued in the second of a revocation counts as issued before. */
    private static String fresh(String user) {
        return GatewayHarness.token(user, "TRADER", "fresh", System.currentTimeMillis() / 1000 + 1);
    }

    @Test
    void aUserIsDisconnectedOnEveryLoopAndMayComeBack() {
        String ann = token("ann", "a", 10);
        List<RawSocket> hers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            hers.add(open(i % 2 == 0 ? "/ws" : "/ws/prices", ann));
        }
        hers.add(open(BRIDGE, ann));
        RawSocket his = open("/ws", token("bob", "b", 10));
        RawSocket nobodys = open("/ws", "");
        Awaitility.await().until(() -> gateway.figures().getInteger("busPeers") == 1);

        JsonObject reply = gateway.command(Address.CONTROL_DISCONNECT, command("userId", "ann"));

        assertThat(reply.getInteger("closed")).isEqualTo(7);
        assertThat(reply.getInteger("nodes")).isEqualTo(1);
        hers.forEach(socket -> assertThat(closeCode(socket)).isEqualTo(4503));
        assertAlive(his);
        assertAlive(nobodys);
        assertAlive(open("/ws", ann));
    }

    @Test
    void aConnectionIsDisconnectedByItsId() {
        RawSocket one = open("/ws", "");
        RawSocket other = open("/ws", "");
        String id = one.await("connected").getJsonObject("data").getString("connectionId");

        assertThat(gateway.command(Address.CONTROL_DISCONNECT, command("connectionId", id))
                        .getInteger("closed"))
                .isEqualTo(1);

        assertThat(closeCode(one)).isEqualTo(4503);
        assertAlive(other);
        assertThat(gateway.command(Address.CONTROL_DISCONNECT, command("connectionId", id))
                        .getInteger("closed"))
                .isZero();
    }

    @Test
    void anAddressIsDisconnected() {
        RawSocket one = open("/ws", "");
        RawSocket other = open("/ws/prices", "");

        assertThat(gateway.command(Address.CONTROL_DISCONNECT, command("ip", HERE))
                        .getInteger("closed"))
                .isEqualTo(2);

        assertThat(closeCode(one)).isEqualTo(4503);
        assertThat(closeCode(other)).isEqualTo(4503);
        assertAlive(open("/ws", ""));
    }

    @Test
    void aRevokedUserIsClosedAndNoCarrierTakesTheOldToken() {
        String old = token("ann", "a", 10);
        RawSocket hers = open("/ws", old);
        RawSocket authenticated = open("/ws", "");
        authenticated.send(authenticate(old));
        authenticated.await("authenticated");
        RawSocket inbox = open("/api/notifications/ws", old);
        RawSocket peer = open(BRIDGE, old);
        RawSocket his = open("/ws", token("bob", "a", 10));
        Awaitility.await().until(() -> gateway.figures().getInteger("busPeers") == 1);

        JsonObject reply = gateway.command(Address.CONTROL_REVOKE, command("userId", "ann"));

        assertThat(reply.getInteger("closed")).isEqualTo(4);
        assertThat(reply.getString("until")).endsWith("Z");
        for (RawSocket socket : List.of(hers, authenticated, inbox, peer)) {
            assertThat(closeCode(socket)).isEqualTo(4504);
        }
        assertAlive(his);
        assertRefusedEverywhere(old);
        assertRefusedEverywhere(GatewayHarness.token("ann", "TRADER"));
        assertTakenEverywhere(fresh("ann"));
    }

    private static String authenticate(String token) {
        return new JsonObject().put("type", "authenticate").put("token", token).encode();
    }

    private static String toBridge(String token) {
        return new JsonObject()
                .put("type", "send")
                .put("address", "quotes.snapshot")
                .put("headers", new JsonObject().put("Authorization", "Bearer " + token))
                .encode();
    }

    private void assertRefusedEverywhere(String token) {
        for (String path : List.of("/ws", "/ws/prices", "/api/notifications/ws", BRIDGE, "/sockjs/websocket")) {
            assertThat(handshake(path, token).status()).as(path).isEqualTo(401);
        }
        assertThat(new RawSocket(gateway.port(), "/ws?access_token=" + token).status())
                .isEqualTo(401);
        Map<String, String> offered = Map.of("Sec-WebSocket-Protocol", "quotewire.v1.json, bearer." + token);
        assertThat(new RawSocket(gateway.port(), "/ws", offered).status()).isEqualTo(401);
        assertThat(new RawSocket(gateway.port(), "/ws", Map.of("Cookie", "quotewire_token=" + token)).status())
                .isEqualTo(401);
        assertThat(http(token)).isEqualTo(401);
        RawSocket late = open("/ws", "");
        late.send(authenticate(token));
        assertThat(late.await("error").getJsonObject("data").getString("code")).isEqualTo("UNAUTHORIZED");
        assertThat(closeCode(late)).isEqualTo(4401);
        RawSocket peer = open(BRIDGE, "");
        peer.send(toBridge(token));
        assertThat(peer.next().getString("body")).isEqualTo("auth_error");
        assertThat(closeCode(peer)).isEqualTo(4401);
    }

    private void assertTakenEverywhere(String token) {
        assertAlive(open("/ws", token));
        RawSocket late = open("/ws", "");
        late.send(authenticate(token));
        late.await("authenticated");
        // There is no store here; what counts is that it is not the credential that is refused.
        assertThat(http(token)).isEqualTo(503);
        assertThat(handshake(BRIDGE, token).status()).isEqualTo(101);
    }

    private int http(String token) {
        return RawHttp.once(gateway.port(), "GET", "/api/notifications", "", "Authorization: Bearer " + token)
                .status();
    }

    @Test
    void aRevokedTokenIsRefusedAndTheUsersOthersAreGood() {
        long now = System.currentTimeMillis() / 1000;
        String lost = GatewayHarness.token("ann", "TRADER", "lost", now + 5);
        RawSocket thief = open("/ws", lost);
        RawSocket hers = open("/ws", token("ann", "kept", 10));

        assertThat(gateway.command(Address.CONTROL_REVOKE, command("tokenId", "lost"))
                        .getInteger("closed"))
                .isEqualTo(1);

        assertThat(closeCode(thief)).isEqualTo(4504);
        assertAlive(hers);
        assertThat(handshake("/ws", lost).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(SockJsClient.Transport.class)
    void aRevokedUserIsClosedOverEveryTransportOfSockJs(SockJsClient.Transport transport) {
        try (SockJsClient client = new SockJsClient(gateway.port(), "/sockjs", transport, token("ann", "a", 10))) {
            assertThat(client.frame()).contains("connected");
            client.ask();
            gateway.command(Address.CONTROL_REVOKE, command("userId", "ann"));
            assertThat(client.frame()).startsWith("c[4504,");
        }
    }

    @Test
    void aBlockedAddressIsClosedAndComesInNowhereUntilTheBlockIsLifted() {
        RawSocket one = open("/ws", "");
        RawSocket peer = open(BRIDGE, token("ann", "a", 1));
        Awaitility.await().until(() -> gateway.figures().getInteger("busPeers") == 1);

        JsonObject reply =
                gateway.command(Address.CONTROL_BLOCK, command("ip", HERE).put("seconds", 600));

        assertThat(reply.getInteger("closed")).isEqualTo(2);
        assertThat(closeCode(one)).isEqualTo(4503);
        assertThat(closeCode(peer)).isEqualTo(4503);
        for (String path : List.of("/ws", "/ws/prices/BTC-USD", BRIDGE, "/sockjs/websocket", "/api/notifications/ws")) {
            RawSocket refused = handshake(path, "");
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(500, 600);
        }
        assertThat(RawHttp.once(gateway.port(), "GET", "/api/prices", "").status())
                .isEqualTo(403);
        assertThat(RawHttp.once(gateway.port(), "GET", "/health/live", "").status())
                .isNotEqualTo(403);
        assertThat(gateway.command(Address.CONTROL_UNBLOCK, command("ip", HERE)).getInteger("closed"))
                .isZero();
        assertAlive(open("/ws", ""));
    }

    @Test
    void aBlockEndsByItself() {
        gateway.command(Address.CONTROL_BLOCK, command("ip", HERE).put("seconds", 1));
        assertThat(handshake("/ws", "").status()).isEqualTo(403);
        Awaitility.await().until(() -> handshake("/ws", "").status() == 101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONTROL_DISCONNECT | {'by':'root'}                                          | userId",
                "CONTROL_DISCONNECT | {'by':'root','userId':'a','ip':'::1'}                  | userId",
                "CONTROL_DISCONNECT | {'userId':'a'}                                         | by",
                "CONTROL_DISCONNECT | {'by':'root','userId':7}                               | userId",
                "CONTROL_DISCONNECT | {'by':'root','userId':''}                              | userId",
                "CONTROL_REVOKE     | {'by':'root','ip':'::1'}                               | userId",
                "CONTROL_REVOKE     | {'by':'root','tokenId':'eyJhbGciOiJub25lIn0.e30.'}     | tokenId",
                "CONTROL_REVOKE     | {'by':'root','userId':'a','seconds':5}                 | seconds",
                "CONTROL_BLOCK      | {'by':'root','userId':'a'}                             | ip",
                "CONTROL_BLOCK      | {'by':'root','ip':'example.com'}                       | ip",
                "CONTROL_BLOCK      | {'by':'root','ip':'::1','seconds':0}                   | seconds",
                "CONTROL_UNBLOCK    | {'by':'root','ip':''}                                  | ip",
            })
    void aCommandThatCannotBeDoneNamesTheField(Address address, String command, String field) {
        assertThatThrownBy(() -> gateway.command(address, new JsonObject(command.replace('\'', '"'))))
                .hasMessageStartingWith(field + ": ");
    }

    @Test
    void anAddressIsFoundHoweverItIsWritten() {
        gateway.command(Address.CONTROL_BLOCK, command("ip", "::ffff:127.0.0.1"));
        assertThat(handshake("/ws", "").status()).isEqualTo(403);
        gateway.command(Address.CONTROL_UNBLOCK, command("ip", HERE));
        assertAlive(open("/ws", ""));
    }

    @Test
    void overTheBridgeAdministratorsOnlyGiveCommandsAndUnderTheirOwnNames() {
        List<JsonObject> told = new CopyOnWriteArrayList<>();
        gateway.vertx().eventBus().<JsonObject>consumer(Address.AUDIT_EVENT.text(), event -> {
            if (event.body().getString("action").equals("ADMIN_ACTION")) {
                told.add(event.body());
            }
        });
        RawSocket victim = open("/ws", token("bob", "b", 10));
        RawSocket root = open(BRIDGE, GatewayHarness.token("root", "ADMIN"));
        RawSocket trader = open(BRIDGE, token("ann", "a", 10));
        String command = new JsonObject()
                .put("type", "send")
                .put("address", Address.CONTROL_DISCONNECT.text())
                .put("body", command("userId", "bob").put("by", "somebody else"))
                .put("replyAddress", "r")
                .encode();

        trader.send(command);
        assertThat(trader.next().getString("body")).isEqualTo("access_denied");
        assertAlive(victim);
        root.send(command);
        assertThat(root.await("rec").getJsonObject("body").getInteger("closed")).isEqualTo(1);

        assertThat(closeCode(victim)).isEqualTo(4503);
        Awaitility.await().untilAsserted(() -> assertThat(told).hasSize(1));
        assertThat(told.get(0).getJsonObject("details"))
                .isEqualTo(new JsonObject("{\"command\":\"disconnect\",\"by\":\"root\",\"reason\":\"as a test\","
                        + "\"closed\":1,\"nodes\":1,\"kept\":true}"));
        assertThat(told.get(0).getString("userId")).isEqualTo("bob");
    }
}
