package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.KeyRing;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an API key, of those who came with it, and of its tickets; and what is written down of them. */
class ApiKeyLifeTest {
    private final List<String> audit = new CopyOnWriteArrayList<>();
    private KeyRing ring;
    private GatewayHarness gateway;
    private String key = "";

    @BeforeEach
    void start(@TempDir Path folder) {
        ring = new KeyRing(folder);
        key = ring.add("ak_1", "pricing", "ADMIN");
        gateway = new GatewayHarness(new JsonObject().put("auth", ring.auth()));
        gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(
                        Address.AUDIT_EVENT.text(),
                        event -> audit.add(event.body().encode()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        assertThat(audit).noneMatch(row -> row.contains("qwk_") || row.contains("qwt_") || row.contains("eyJ"));
    }

    private RawSocket open(String path, String with) {
        return new RawSocket(gateway.port(), path, Map.of("X-API-Key", with));
    }

    private int status(String with) {
        return TokenCarrier.handshake(gateway.port(), "/ws", "X-API-Key: " + with)
                .status();
    }

    private String ticket() {
        return new JsonObject(RawHttp.once(gateway.port(), "POST", "/api/tickets", "", "X-API-Key: " + key)
                        .body())
                .getString("ticket");
    }

    private void awaitAudit(String... parts) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(audit).anySatisfy(row -> assertThat(row).contains(parts)));
    }

    @Test
    void aServiceIsTheUserOfItsNameAndItsKeyHasNoEnd() throws IOException {
        try (RawSocket socket = new RawSocket(gateway.port(), "/ws")) {
            socket.await("connected");

            socket.send(new JsonObject()
                    .put("type", "authenticate")
                    .put("apiKey", key)
                    .encode());

            assertThat(socket.await("authenticated").getJsonObject("data"))
                    .isEqualTo(new JsonObject().put("userId", "pricing").put("role", "ADMIN"));
        }
    }

    @Test
    void aKeyInAMessageOnTheBusGoesNoFurther() throws IOException {
        try (RawSocket service = open("/eventbus/websocket", key);
                RawSocket asking = new RawSocket(gateway.port(), "/eventbus/websocket")) {
            service.send("{\"type\":\"register\",\"address\":\"rpc.echo\"}");
            JsonObject sent = new JsonObject()
                    .put("type", "send")
                    .put("address", "rpc.echo")
                    .put("body", 1)
                    .put("headers", new JsonObject().put("x-api-KEY", key).put("kind", "k"));

            // Refused after what came before it.
            service.send("{\"type\":\"send\",\"address\":\"node.phase\",\"body\":1}");
            service.await("err");
            asking.send(sent.encode());

            assertThat(service.await("rec").getJsonObject("headers")).isEqualTo(new JsonObject().put("kind", "k"));
        }
    }

    @Test
    void aKeyThatIsRemovedEndsItsConnectionsAndNoOthers() throws IOException {
        String another = ring.add("ak_2", "reports", "VIEWER");
        Awaitility.await().until(() -> status(another) == 101);
        try (RawSocket socket = open("/ws", key);
                RawSocket bridge = open("/eventbus/websocket", key);
                RawSocket other = open("/ws", another)) {
            socket.await("connected");
            other.await("connected");
            String ticket = ticket();

            ring.remove("ak_1");

            assertThat(socket.await("closed").getInteger("code")).isEqualTo(4504);
            assertThat(bridge.await("closed").getInteger("code")).isEqualTo(4504);
            assertThat(status(key)).isEqualTo(401);
            assertThat(TokenCarrier.handshake(gateway.port(), "/ws?ticket=" + ticket, "X-Nothing: 1")
                            .status())
                    .isEqualTo(401);
            awaitAudit("AUTH_FAILED", "\"reason\":\"API_KEY\"");
            awaitAudit("AUTH_FAILED", "\"reason\":\"REVOKED\"");
            other.send("{\"type\":\"ping\"}");
            other.await("pong");
        }
    }

    @Test
    void aKeyThatStandsForSomethingElseEndsItsConnectionsWhichMayComeBack() throws IOException {
        try (RawSocket socket = open("/ws", key)) {
            socket.await("connected");

            Files.writeString(ring.path(), Files.readString(ring.path()).replace("ADMIN", "VIEWER"));

            assertThat(socket.await("closed").getInteger("code")).isEqualTo(4401);
        }
        try (RawSocket again = open("/ws", key)) {
            assertThat(again.await("connected").getJsonObject("data").getString("role"))
                    .isEqualTo("VIEWER");
        }
    }

    @Test
    void aKeyCanBeRevokedByItsIdLikeAToken() throws IOException {
        try (RawSocket socket = open("/ws", key)) {
            socket.await("connected");

            gateway.command(
                    Address.CONTROL_REVOKE,
                    new JsonObject().put("tokenId", "ak_1").put("by", "root"));

            assertThat(socket.await("closed").getInteger("code")).isEqualTo(4504);
            assertThat(status(key)).isEqualTo(401);
        }
    }

    @Test
    void aTicketOfARevokedUserIsWorthless() {
        String token = GatewayHarness.token("alice", "VIEWER");
        String ticket = new JsonObject(
                        RawHttp.once(gateway.port(), "POST", "/api/tickets", "", "Authorization: Bearer " + token)
                                .body())
                .getString("ticket");

        gateway.command(
                Address.CONTROL_REVOKE, new JsonObject().put("userId", "alice").put("by", "root"));

        assertThat(TokenCarrier.handshake(gateway.port(), "/ws?ticket=" + ticket, "X-Nothing: 1")
                        .status())
                .isEqualTo(401);
        awaitAudit("AUTH_FAILED", "\"reason\":\"REVOKED\"");
    }

    @Test
    void theSecondUseOfATicketIsWrittenDown() {
        String ticket = ticket();
        assertThat(TokenCarrier.handshake(gateway.port(), "/ws?ticket=" + ticket, "X-Nothing: 1")
                        .status())
                .isEqualTo(101);

        assertThat(TokenCarrier.handshake(gateway.port(), "/ws?ticket=" + ticket, "X-Nothing: 1"))
                .isEqualTo(new TokenCarrier.Outcome(401, "UNAUTHORIZED", 0));

        awaitAudit("AUTH_FAILED", "\"reason\":\"TICKET\"");
    }

    @Test
    void ticketsAreGivenOutNoFasterThanAConnectionMaySendMessages() {
        RawHttp.Answer answer;
        int given = 0;
        do {
            answer = RawHttp.once(gateway.port(), "POST", "/api/tickets", "", "X-API-Key: " + key);
            given += answer.status() == 201 ? 1 : 0;
        } while (answer.status() == 201 && given < 10_000);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(given).isGreaterThanOrEqualTo(20);
        assertThat(answer.header("retry-after")).isNotNull();
        awaitAudit("RATE_LIMITED", "\"userId\":\"pricing\"");
    }

    @Test
    void aFileThatIsMalformedLaterIsAWarningAndAFailedCheck() throws IOException {
        Files.writeString(ring.path(), "qwk_not JSON");

        Awaitility.await().until(() -> !apiKeysCheck().getBoolean("ok"));

        assertThat(apiKeysCheck().getString("text"))
                .contains("go on")
                .doesNotContain(ring.path().toString());
        assertThat(status(key)).isEqualTo(101);
        assertThat(gateway.complaints())
                .anyMatch(line -> line.contains(ring.path().toString()));
    }

    @Test
    void aFileThatIsMalformedAtTheStartStopsIt() throws IOException {
        Files.writeString(ring.path(), "{\"keys\":[{\"id\":\"qwk_secret\"}]}");
        JsonObject auth = ring.auth().put("secret", GatewayHarness.SECRET);
        JsonObject config = new JsonObject()
                .put(
                        "gateway",
                        new JsonObject().put("port", 0).put("warmUpMs", 0).put("auth", auth));

        assertThatThrownBy(() -> gateway.vertx()
                        .deployVerticle(
                                "io.quotewire.gateway.GatewayVerticle", new DeploymentOptions().setConfig(config))
                        .await())
                .hasMessageContaining(ring.path() + ": keys[0].service");
    }

    private JsonObject apiKeysCheck() {
        return gateway.status().getJsonObject("checks").getJsonObject("apiKeys");
    }
}
