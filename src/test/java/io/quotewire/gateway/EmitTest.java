package io.quotewire.gateway;

import static io.quotewire.gateway.ChannelGuests.confirmed;
import static io.quotewire.gateway.ChannelGuests.history;
import static io.quotewire.gateway.ChannelGuests.numbers;
import static io.quotewire.gateway.ChannelGuests.publication;
import static io.quotewire.gateway.ChannelGuests.since;
import static io.quotewire.gateway.ChannelGuests.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To one user, to one room, to everybody; to all but one; over the bus and over HTTP. */
class EmitTest {
    private GatewayHarness gateway;
    private ChannelGuests guests;
    private MessageConsumer<JsonObject> owner;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2,"
                + "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"messagesPerSecond\":0},"
                + "\"policy\":{\"namespaces\":{\"chat\":{\"access\":\"ask\",\"publish\":[\"TRADER\"]}}}}"));
        guests = new ChannelGuests(gateway);
        gateway.deployNotifications();
        owner = gateway.vertx()
                .eventBus()
                .consumer(
                        Address.ROOM_AUTHORIZE.text(),
                        (Message<JsonObject> question) -> question.reply(new JsonObject().put("allowed", true)));
        owner.completion().await();
    }

    @AfterEach
    void stop() throws IOException {
        guests.close();
        gateway.close();
    }

    /** Publishes one way or the other. */
    private void emit(boolean overHttp, String channel, int n, JsonObject more) throws IOException {
        if (overHttp) {
            JsonObject body = publication(channel, n).mergeIn(more);
            body.remove("channel");
            RawHttp.Answer answer = guests.post(channel, body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        } else {
            guests.publish(publication(channel, n).mergeIn(more));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toAUserToARoomAndToAll(boolean overHttp) throws IOException {
        RawSocket ann = guests.join("ann", "TRADER", "room:r1");
        RawSocket annsOther = guests.connect("/ws", "ann", "VIEWER");
        RawSocket bob = guests.join("bob", "TRADER", "room:r1");
        annsOther.await("connected");

        emit(overHttp, "user:ann", 1, new JsonObject());
        emit(overHttp, "room:r1", 2, new JsonObject());
        emit(overHttp, "system", 3, new JsonObject());

        assertThat(numbers(ann, 3)).containsExactly(1, 2, 3);
        assertThat(numbers(annsOther, 2)).containsExactly(1, 3);
        assertThat(numbers(bob, 2)).containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource({"false,userId", "true,userId", "false,connectionId", "true,connectionId"})
    void toAllButOne(boolean overHttp, String by) throws IOException {
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");
        String connection = ann.await("connected").getJsonObject("data").getString("connectionId");
        subscribe(ann, List.of("room:r1"), new JsonObject());
        confirmed(ann);
        RawSocket annsOther = guests.join("ann", "TRADER", "room:r1");
        RawSocket bob = guests.join("bob", "TRADER", "room:r1");
        JsonObject exclude =
                by.equals("userId") ? new JsonObject().put(by, "ann") : new JsonObject().put(by, connection);

        emit(overHttp, "room:r1", 1, new JsonObject());
        emit(overHttp, "room:r1", 2, new JsonObject().put("exclude", exclude));
        emit(overHttp, "room:r1", 3, new JsonObject());

        assertThat(numbers(ann, 2)).containsExactly(1, 3);
        assertThat(numbers(annsOther, by.equals("userId") ? 2 : 3))
                .startsWith(1)
                .endsWith(3);
        assertThat(numbers(bob, 3)).containsExactly(1, 2, 3);
        JsonObject hers = history(ann, new JsonObject().put("channel", "room:r1"));
        assertThat(numbers(hers)).containsExactly(1, 3);
        assertThat(hers.getLong("seq")).isEqualTo(3);
        RawSocket back = guests.connect("/ws", "ann", "TRADER");
        subscribe(back, List.of("room:r1"), since("room:r1", null, 1));
        assertThat(numbers(back, by.equals("userId") ? 1 : 2)).endsWith(3);
    }

    @Test
    void whoPublishesNeedNotGetItBack() {
        RawSocket ann = guests.join("ann", "TRADER", "chat:c");
        RawSocket bob = guests.join("bob", "TRADER", "chat:c");
        ann.send("{\"type\":\"publish\",\"data\":{\"channel\":\"chat:c\",\"data\":{\"n\":1},\"excludeSelf\":true}}");
        JsonObject published = ann.next();
        assertThat(published.getString("type")).isEqualTo("published");
        assertThat(published.getJsonObject("data").getLong("seq")).isEqualTo(1);
        ann.send("{\"type\":\"publish\",\"data\":{\"channel\":\"chat:c\",\"data\":{\"n\":2}}}");
        assertThat(bob.await("message").getLong("seq")).isEqualTo(1);
        assertThat(bob.await("message").getLong("seq")).isEqualTo(2);
        assertThat(ann.await("message").getLong("seq")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"userId\":\"\"}",
                "{\"userId\":\"a\",\"connectionId\":\"b\"}",
                "{\"userId\":7}",
                "\"ann\""
            })
    void whomItPassesByIsExactlyOne(String exclude) throws IOException {
        Object value = io.vertx.core.json.Json.decodeValue(exclude);
        JsonObject body = publication("room:r1", 1).put("exclude", value);
        io.vertx.core.Future<Long> overBus = guests.start(body.copy());
        body.remove("channel");
        RawHttp.Answer answer = guests.post("room:r1", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"field\":\"exclude\"");
        org.awaitility.Awaitility.await().until(overBus::isComplete);
        assertThat(overBus.cause()).hasMessageMatching("(exclude|userId): .*");
    }

    @Test
    void theSameKeyIsAnnouncedOnceOverBothWays() throws IOException {
        RawSocket bob = guests.join("bob", "TRADER", "room:r1", "system");
        for (String channel : List.of("room:r1", "system")) {
            JsonObject key = new JsonObject().put("idempotencyKey", "k");
            emit(false, channel, 1, key);
            emit(true, channel, 1, key);
            emit(false, channel, 2, new JsonObject());
        }
        assertThat(numbers(bob, 4)).containsExactly(1, 2, 1, 2);
    }
}
