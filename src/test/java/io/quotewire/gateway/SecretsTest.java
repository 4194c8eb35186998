package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.Minted;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of clients and their credentials, and what is not. */
class SecretsTest {
    private static final String API_KEY = "an-api-key-that-nobody-may-see";
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;

    @TempDir
    Path dir;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":4,\"connectionsPerUser\":1}}"));
        Minted.secret(API_KEY);
        gateway.deployMonitoring(dir);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    private RawSocket open(String path, Map<String, String> headers) {
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        return socket;
    }

    private void leave(RawSocket socket) throws IOException {
        socket.leave();
        Awaitility.await().until(() -> gateway.figures().getInteger("connections") == 0);
    }

    private List<JsonObject> rows() throws IOException {
        List<JsonObject> rows = new ArrayList<>();
        if (!Files.isDirectory(dir.resolve("audit"))) {
            return rows;
        }
        try (Stream<Path> files = Files.list(dir.resolve("audit"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                Files.readAllLines(file).forEach(line -> rows.add(new JsonObject(line)));
            }
        }
        return rows;
    }

    private void awaitRow(String action, String details) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(rows().stream()
                                .filter(row -> row.getString("action").equals(action))
                                .map(row -> row.getJsonObject("details").encode()))
                        .anyMatch(text -> text.contains(details)));
    }

    /** Credentials, good and bad, in every carrier and in places where they do not belong. */
    private void showEverywhere(String token) throws IOException {
        RawSocket first = open("/ws", Map.of("Authorization", "Bearer " + token));
        if (first.status() == 101) {
            leave(first);
        }
        RawSocket offered = open("/ws", Map.of("Sec-WebSocket-Protocol", "quotewire.v1.json, bearer." + token));
        if (offered.status() == 101) {
            leave(offered);
        }
        RawSocket cookie = open("/ws", Map.of("Cookie", "quotewire_token=" + token));
        if (cookie.status() == 101) {
            leave(cookie);
        }
        open("/ws?access_token=" + token, Map.of());
        open("/ws?ticket=" + token, Map.of());
        open("/ws", Map.of("X-API-Key", API_KEY));
        open("/ws", Map.of("Authorization", "Basic " + token));
        RawHttp.once(gateway.port(), "GET", "/api/notifications", "", "Authorization: Bearer " + token);
        RawHttp.once(gateway.port(), "POST", "/api/notifications", "{}", "Authorization: Bearer " + token);
        RawHttp.once(gateway.port(), "GET", "/api/prices/" + token, "");
        RawHttp.once(gateway.port(), "GET", "/" + token, "");
        RawHttp.once(gateway.port(), "GET", "/api/notifications", "", "Cookie: quotewire_token=" + token, "Origin: x");
        say("/ws", new JsonObject().put("type", "authenticate").put("token", token));
        say("/ws", new JsonObject().put("type", "authenticate").put("apiKey", API_KEY));
        say("/ws", new JsonObject().put("type", token));
        say("/ws", new JsonObject().put("type", "subscribe").put("channels", List.of(token, "user:" + token)));
        JsonObject send = new JsonObject().put("type", "send").put("address", token);
        say("/eventbus/websocket", send);
        say("/eventbus/websocket", send.put("headers", new JsonObject().put("Authorization", "Bearer " + token)));
    }

    private void say(String path, JsonObject message) throws IOException {
        RawSocket socket = open(path, Map.of());
        assertThat(socket.status()).isEqualTo(101);
        if (path.equals("/ws")) {
            socket.await("connected");
        }
        socket.send(message.encode());
        socket.next();
        leave(socket);
    }

    @Test
    void noCredentialIsEverLoggedOrAudited() throws IOException {
        String good = GatewayHarness.token("ann", "TRADER");
        String forged = good.substring(0, good.length() - 10) + "AAAAAAAAAA";
        String expired = GatewayHarness.sign(new JsonObject().put("sub", "ann").put("exp", 1_000_000));

        for (String token : List.of(good, forged, expired)) {
            showEverywhere(token);
        }
        gateway.command(
                Address.CONTROL_REVOKE, new JsonObject().put("by", "root").put("userId", "ann"));
        showEverywhere(good);

        awaitRow("CONNECTION_OPENED", "\"authenticatedBy\":\"handshake\"");
        awaitRow("AUTH_FAILED", "SIGNATURE");
        awaitRow("ADMIN_ACTION", "\"command\":\"revoke\"");
        List<String> written = new ArrayList<>(gateway.logged());
        rows().forEach(row -> written.add(row.encode()));
        assertThat(written).isNotEmpty();
        for (String token : List.of(good, forged, expired)) {
            for (String part : token.split("\\.", -1)) {
                assertThat(written).noneMatch(line -> line.contains(part));
            }
        }
        assertThat(written).noneMatch(line -> line.contains(API_KEY));
    }

    @Test
    void originsLimitsAndRightsAreAuditedWhenTheyRefuse() throws IOException {
        open("/ws", Map.of("Origin", "https://elsewhere.example"));
        awaitRow("SECURITY_VIOLATION", "ORIGIN");
        open("/sockjs/websocket", Map.of("Origin", "https://elsewhere.example"));
        Map<String, String> trader = Map.of("Authorization", "Bearer " + GatewayHarness.token("ann", "TRADER"));
        RawSocket peer = open("/eventbus/websocket", trader);
        peer.send("{\"type\":\"register\",\"address\":\"audit.event\"}");
        awaitRow("SECURITY_VIOLATION", "\"what\":\"audit.event\"");
        RawHttp.once(
                gateway.port(), "POST", "/api/notifications", "{}", "Authorization: " + trader.get("Authorization"));
        awaitRow("SECURITY_VIOLATION", "/api/notifications");
        RawSocket second = open("/ws", trader);
        assertThat(second.await("closed").getInteger("code")).isEqualTo(4008);
        awaitRow("RATE_LIMITED", "CONNECTION_LIMIT");
        for (int i = 0; i < 4; i++) {
            open("/ws", Map.of());
        }
        awaitRow("RATE_LIMITED", "IP_FULL");
        RawSocket third = sockets.get(4);
        for (int i = 0; i < 30; i++) {
            third.send("{\"type\":\"symbols\"}");
        }
        awaitRow("RATE_LIMITED", "RATE_LIMITED");
        assertThat(rows()).allSatisfy(row -> assertThat(row.getString("ip")).isEqualTo("127.0.0.1"));
    }
}
