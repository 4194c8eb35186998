package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.SchemaCheck;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schema of the protocol is served to everybody, and every message that the server sends is as it says. */
class SchemaTest {
    private final Set<String> seen = new HashSet<>();
    private GatewayHarness gateway;
    private SchemaCheck schema;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":1,\"limits\":{\"connectionsPerIp\":0,"
                + "\"connectionsPerUser\":0,\"messagesPerSecond\":77,\"burst\":1000}}"));
        gateway.deployNotifications();
        schema = new SchemaCheck(new JsonObject(get().body())).closed();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawHttp.Answer get(String... headers) {
        return RawHttp.once(gateway.port(), "GET", "/api/schema", "", headers);
    }

    private RawSocket open(String path, String role) {
        Map<String, String> headers =
                role.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + GatewayHarness.token("ann", role));
        return new RawSocket(gateway.port(), path, headers);
    }

    /** Reads until a message of this type, and checks each. */
    private JsonObject await(RawSocket socket, String type) {
        while (true) {
            JsonObject message = socket.next();
            assertThat(schema.problemsOfServer(message)).as(message.encode()).isEmpty();
            seen.add(message.getString("type"));
            if (type.equals(message.getString("type"))) {
                return message;
            }
        }
    }

    private static void send(RawSocket socket, String type, JsonObject data) {
        socket.send(new JsonObject()
                .put("type", type)
                .put("id", 5)
                .put("data", data)
                .encode());
    }

    private static JsonObject channels(String... channels) {
        return new JsonObject().put("channels", new JsonArray(List.of(channels)));
    }

    @Test
    void itIsPublicTaggedAndHoldsTheLimits() {
        RawHttp.Answer first = get();
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).isEqualTo("application/schema+json");
        RawHttp.Answer second = get("If-None-Match: " + first.header("ETag"));
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        JsonObject document = new JsonObject(first.body());
        assertThat(document.getJsonObject("limits").getInteger("messagesPerSecond"))
                .isEqualTo(77);
        assertThat(document.getJsonObject("limits").getInteger("maxMessageBytes"))
                .isEqualTo(65_536);
    }

    @Test
    void everyMessageOfTheServerIsAsTheSchemaSays() throws Exception {
        gateway.ticks("BTC-USD", "64000.1", "64001.2");
        RawSocket ann = open("/ws?device=phone", "TRADER");
        await(ann, "connected");
        for (String type : List.of("ping", "symbols", "get_status")) {
            send(ann, type, new JsonObject());
        }
        send(ann, "get_price", new JsonObject().put("symbol", "BTC-USD"));
        await(ann, "price");
        send(ann, "get_price", new JsonObject().put("symbol", "NOPE"));
        await(ann, "error");
        send(ann, "subscribe", channels("prices:NOPE", "prices:ETH-USD", "room:r", "notifications", "system"));
        await(ann, "subscription_confirmed");
        await(ann, "subscription_failed");
        gateway.notify("ann", "Bought", "at 5");
        JsonObject notification = await(ann, "notification");
        send(ann, "ack", new JsonObject().put("channel", "notifications").put("seq", notification.getLong("seq")));
        send(ann, "history", new JsonObject().put("channel", "notifications"));
        await(ann, "history");
        send(
                ann,
                "subscribe",
                new JsonObject().put("symbols", new JsonArray().add("BTC-USD")).put("batch", true));
        await(ann, "update");
        gateway.round(1_000, List.of("BTC-USD", "ETH-USD"));
        await(ann, "batch");
        gateway.vertx().eventBus().consumer(Address.rpc("risk"), question -> question.reply(7));
        send(ann, "call", new JsonObject().put("service", "risk"));
        await(ann, "result");
        gateway.vertx()
                .eventBus()
                .consumer(
                        Address.ROOM_AUTHORIZE.text(),
                        question -> question.reply(new JsonObject("{\"allowed\":true}")));
        send(ann, "subscribe", channels("room:r"));
        await(ann, "subscription_confirmed");
        RawSocket bob = new RawSocket(
                gateway.port(), "/ws", Map.of("Authorization", "Bearer " + GatewayHarness.token("bob", "TRADER")));
        send(bob, "subscribe", channels("room:r"));
        await(ann, "joined");
        send(ann, "presence", new JsonObject().put("channel", "room:r"));
        await(ann, "presence");
        bob.close();
        await(ann, "left");
        send(ann, "unsubscribe", channels("prices:BTC-USD"));
        await(ann, "unsubscribed");
        assertThat(seen)
                .contains("connected", "pong", "symbols", "status", "price", "error", "subscription_failed", "update");
        ann.close();
    }

    @Test
    void soIsAHeartbeat() throws Exception {
        try (GatewayHarness quick = new GatewayHarness(new JsonObject("{\"limits\":{\"heartbeatSeconds\":1}}"));
                RawSocket idle = new RawSocket(quick.port(), "/ws")) {
            assertThat(await(idle, "heartbeat")).isNotNull();
        }
    }

    @Test
    void soAreTheMessagesOfOtherDoorsAndOfAdministrators() throws Exception {
        gateway.ticks("BTC-USD", "64000.1");
        RawSocket prices = open("/ws/prices", "");
        await(prices, "price_update");
        gateway.ticks("BTC-USD", "64001.1", "64002.2", "64001.7");
        await(prices, "price_update");
        RawSocket symbol = open("/ws/prices/BTC-USD", "");
        await(symbol, "update");
        RawSocket admin = open("/ws", "");
        await(admin, "connected");
        send(admin, "authenticate", new JsonObject().put("token", GatewayHarness.token("root", "ADMIN")));
        await(admin, "authenticated");
        send(
                admin,
                "publish",
                new JsonObject().put("channel", "system").put("data", new JsonObject().put("text", "hello")));
        await(admin, "published");
        await(open("/ws", ""), "message", "system");
        gateway.command(
                Address.CONTROL_SYSTEM,
                new JsonObject().put("by", "root").put("reason", "as a test").put("message", "maintenance at noon"));
        await(prices, "system");
        RawSocket ann = open("/api/notifications/ws", "VIEWER");
        await(ann, "connected");
        send(ann, "authenticate", new JsonObject().put("token", "nonsense"));
        await(ann, "error");
        gateway.drain();
        assertThat(await(symbol, "system").getString("action")).isIn("message", "shutdown");
    }

    /** Publishes until it comes: who has just connected hears of it a moment later. */
    private void await(RawSocket socket, String type, String channel) {
        await(socket, "connected");
        gateway.vertx()
                .eventBus()
                .request(
                        Address.CHANNEL_PUBLISH.text(),
                        new JsonObject()
                                .put("channel", channel)
                                .put("type", type)
                                .put("data", new JsonObject()))
                .await();
        await(socket, type);
    }
}
