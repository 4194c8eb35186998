package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.HostileTexts;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes in is bounded, and nothing in it that reaches others is what a careless page would run. */
class InputTest {
    private static final String SCRIPT = "<img src=x onerror=harm(1)>";
    private static final String ADMIN = "Authorization: Bearer " + GatewayHarness.token("root", "ADMIN");
    private final List<JsonObject> audited = new CopyOnWriteArrayList<>();
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,"
                + "\"messagesPerSecond\":0,\"maxMessageBytes\":262144}}"));
        gateway.deployNotifications();
        gateway.vertx().eventBus().<JsonObject>consumer(Address.AUDIT_EVENT.text(), event -> audited.add(event.body()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static JsonObject notification() {
        return new JsonObject()
                .put("userId", "ann")
                .put("kind", "fill")
                .put("title", "Bought 1 BTC")
                .put("body", "")
                .put("data", new JsonObject());
    }

    /** What is wrong with it over the bus, as field and problem; null if nothing is. */
    private @Nullable String problem(Address address, JsonObject body) {
        try {
            gateway.vertx().eventBus().request(address.text(), body).await();
            return null;
        } catch (ReplyException refusal) {
            assertThat(refusal.failureCode()).isEqualTo(4000);
            return refusal.getMessage();
        }
    }

    private RawHttp.Answer post(String path, JsonObject body) {
        return RawHttp.once(gateway.port(), "POST", path, body.encode(), ADMIN);
    }

    private static String field(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("BAD_MESSAGE");
        return error.getJsonObject("details").getString("field");
    }

    private void awaitAudited(String what) {
        Awaitility.await()
                .until(() -> audited.stream()
                        .filter(event -> "SECURITY_VIOLATION".equals(event.getString("action")))
                        .map(event -> event.getJsonObject("details"))
                        .anyMatch(details -> "SCRIPT".equals(details.getString("reason"))
                                && what.equals(details.getString("what"))));
    }

    @Test
    void everyHostileTextIsRefusedInEveryFieldThatOthersSeeAndNothingElseIs() {
        for (String hostile : HostileTexts.refused()) {
            assertThat(problem(Address.NOTIFICATIONS_PUBLISH, notification().put("title", hostile)))
                    .as(hostile)
                    .startsWith("title: ");
            assertThat(problem(Address.NOTIFICATIONS_PUBLISH, notification().put("body", hostile)))
                    .as(hostile)
                    .startsWith("body: ");
            assertThat(problem(
                            Address.NOTIFICATIONS_PUBLISH,
                            notification().put("data", new JsonObject().put("note", hostile))))
                    .as(hostile)
                    .startsWith("data.note: ");
            assertThat(problem(Address.CHANNEL_PUBLISH, publication(new JsonObject().put(hostile, 1))))
                    .as(hostile)
                    .startsWith("data: ");
        }
        for (String honest : HostileTexts.honest()) {
            JsonObject data = new JsonObject().put("note", honest).put(honest, 1);
            assertThat(problem(
                            Address.NOTIFICATIONS_PUBLISH,
                            notification()
                                    .put("title", honest)
                                    .put("body", honest)
                                    .put("data", data)))
                    .as(honest)
                    .isNull();
            assertThat(problem(Address.CHANNEL_PUBLISH, publication(data)))
                    .as(honest)
                    .isNull();
        }
    }

    private static JsonObject publication(JsonObject data) {
        return new JsonObject().put("channel", "system").put("type", "message").put("data", data);
    }

    @ParameterizedTest
    @CsvSource({"kind", "title", "body", "data"})
    void aScriptInANotificationIsRefusedByNameCountedAndAudited(String field) {
        Object value = field.equals("data") ? new JsonObject().put("a", new JsonObject().put("b", SCRIPT)) : SCRIPT;
        assertThat(field(post("/api/notifications", notification().put(field, value))))
                .isEqualTo(field.equals("data") ? "data.a.b" : field);
        awaitAudited("notification " + field);
    }

    @Test
    void aScriptInAPublicationIsRefusedOverEveryWay() {
        JsonObject data = new JsonObject().put("text", SCRIPT);
        assertThat(field(post("/api/channels/system/publish", new JsonObject().put("data", data))))
                .isEqualTo("data.text");
        awaitAudited("channel data");
        RawSocket socket = new RawSocket(
                gateway.port(), "/ws", Map.of("Authorization", "Bearer " + GatewayHarness.token("root", "ADMIN")));
        socket.await("connected");
        socket.send(new JsonObject()
                .put("type", "publish")
                .put("data", new JsonObject().put("channel", "system").put("data", data))
                .encode());
        JsonObject error = socket.await("error").getJsonObject("data");
        assertThat(error.getString("code")).isEqualTo("BAD_MESSAGE");
        assertThat(error.getJsonObject("details").getString("field")).isEqualTo("data.text");
        // The gateway says who it was.
        Awaitility.await()
                .until(() -> audited.stream()
                        .anyMatch(event -> "root".equals(event.getString("userId"))
                                && "BAD_MESSAGE"
                                        .equals(event.getJsonObject("details").getString("reason"))));
    }

    @Test
    void aDeviceIsNotNamedWithAScript() {
        String device = URLEncoder.encode(SCRIPT, StandardCharsets.UTF_8);
        assertThat(new RawSocket(gateway.port(), "/ws?device=" + device).status())
                .isEqualTo(400);
        RawSocket socket = new RawSocket(gateway.port(), "/ws");
        socket.await("connected");
        socket.send(new JsonObject()
                .put("type", "authenticate")
                .put("token", GatewayHarness.token("ann", "VIEWER"))
                .put("device", SCRIPT)
                .encode());
        assertThat(socket.await("error")
                        .getJsonObject("data")
                        .getJsonObject("details")
                        .getString("field"))
                .isEqualTo("device");
    }

    @ParameterizedTest
    @CsvSource({"userId,256", "kind,64", "title,256", "body,12288", "idempotencyKey,128"})
    void aTextOfANotificationHasABound(String field, int most) {
        String fits = "🚀" + "n".repeat(most - 1);
        assertThat(post("/api/notifications", notification().put(field, fits)).status())
                .isEqualTo(201);
        assertThat(field(post("/api/notifications", notification().put(field, fits + "n"))))
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"idempotencyKey,128", "type,64"})
    void aTextOfAPublicationHasABound(String field, int most) {
        JsonObject body = new JsonObject().put("data", new JsonObject());
        String path = "/api/channels/system/publish";
        assertThat(post(path, body.put(field, "n".repeat(most))).status()).isEqualTo(200);
        assertThat(field(post(path, body.put(field, "n".repeat(most + 1))))).isEqualTo(field);
    }

    @Test
    void theDataOfAPublicationAndOfANotificationIsBounded() {
        JsonObject fits = new JsonObject().put("x", "n".repeat(65_536 - 8));
        assertThat(post("/api/channels/system/publish", new JsonObject().put("data", fits))
                        .status())
                .isEqualTo(200);
        JsonObject more = new JsonObject().put("x", "n".repeat(65_536 - 7));
        assertThat(field(post("/api/channels/system/publish", new JsonObject().put("data", more))))
                .isEqualTo("data");
        assertThat(field(post("/api/notifications", notification().put("data", fits))))
                .isEqualTo("data");
    }

    @Test
    void everyAnswerForbidsGuessingItsTypeAndTellsNobodyWhereItCameFrom() {
        for (String path : List.of(
                "/",
                "/api/symbols",
                "/api/prices/NOPE",
                "/nothing",
                "/health/live",
                "/sockjs",
                "/sockjs/info",
                "/client/index.js")) {
            RawHttp.Answer answer = RawHttp.once(gateway.port(), "GET", path, "");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
        }
        String policy = RawHttp.once(gateway.port(), "GET", "/", "").header("Content-Security-Policy");
        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
    }
}
