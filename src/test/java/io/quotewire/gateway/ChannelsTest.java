package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What services and administrators publish to channels comes to those who may have it, in order, and to nobody else. */
class ChannelsTest {
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2,"
                + "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"messagesPerSecond\":0},"
                + "\"policy\":{\"namespaces\":{\"chat\":{\"access\":\"ask\",\"publish\":[\"TRADER\"]}}}}"));
        gateway.deployNotifications();
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.awaitFigures(before);
        assertThat(gateway.complaints()).as("but for the store in memory").hasSize(1);
        gateway.close();
    }

    private RawSocket connect(String path, String user, String role) {
        Map<String, String> headers =
                user.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + GatewayHarness.token(user, role));
        RawSocket socket = new RawSocket(gateway.port(), path, headers);
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    private static void subscribe(RawSocket socket, String... channels) {
        socket.send(new JsonObject()
                .put("type", "subscribe")
                .put("channels", new JsonArray(List.of(channels)))
                .encode());
    }

    private static List<String> confirmed(RawSocket socket) {
        JsonArray channels =
                socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels");
        return IntStream.range(0, channels.size())
                .mapToObj(i -> channels.getJsonObject(i).getString("channel"))
                .toList();
    }

    private static String refused(RawSocket socket) {
        return socket.await("subscription_failed").getJsonObject("data").getString("code");
    }

    private static void join(RawSocket socket, String... channels) {
        subscribe(socket, channels);
        assertThat(confirmed(socket)).containsExactly(channels);
    }

    private long publish(String channel, String type, int n) {
        JsonObject body =
                new JsonObject().put("channel", channel).put("type", type).put("data", new JsonObject().put("n", n));
        return gateway.vertx()
                .eventBus()
                .<JsonObject>request(Address.CHANNEL_PUBLISH.text(), body)
                .await()
                .body()
                .getLong("seq");
    }

    private static List<Integer> numbers(RawSocket socket, String type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> socket.await(type).getJsonObject("data").getInteger("n"))
                .toList();
    }

    private MessageConsumer<JsonObject> owner(io.vertx.core.Handler<Message<JsonObject>> answer) {
        MessageConsumer<JsonObject> consumer =
                gateway.vertx().eventBus().consumer(Address.ROOM_AUTHORIZE.text(), answer);
        consumer.completion().await();
        return consumer;
    }

    @Test
    void whatAServicePublishesComesToEverySubscriberInOrderAndToNobodyElse() {
        List<RawSocket> hers = IntStream.range(0, 4)
                .mapToObj(i -> connect("/ws", "ann", "TRADER"))
                .toList();
        hers.forEach(socket -> join(socket, "portfolio:ann", "trades:ann"));
        RawSocket his = connect("/ws", "bob", "TRADER");
        join(his, "portfolio:bob");

        for (int i = 0; i < 100; i++) {
            publish("portfolio:ann", "portfolio:update", i);
        }
        publish("trades:ann", "trade:executed", 7);
        publish("portfolio:bob", "portfolio:update", 1000);

        for (RawSocket socket : hers) {
            List<JsonObject> came =
                    IntStream.range(0, 101).mapToObj(i -> socket.next()).toList();
            assertThat(came.subList(0, 100))
                    .extracting(message -> message.getLong("seq"))
                    .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(came.subList(0, 100))
                    .extracting(message -> message.getString("epoch"))
                    .containsOnly(came.get(0).getString("epoch"));
            assertThat(came.get(0).fieldNames())
                    .containsExactlyInAnyOrder("type", "channel", "epoch", "seq", "data", "timestamp");
            assertThat(came.get(100).getString("type")).isEqualTo("trade:executed");
            assertThat(came.get(100).getString("channel")).isEqualTo("trades:ann");
        }
        assertThat(his.next().getJsonObject("data").getInteger("n")).isEqualTo(1000);
    }

    @Test
    void aBareNameIsTheUsersOwnAndTheSameChannel() {
        RawSocket ann = connect("/ws", "ann", "TRADER");
        subscribe(ann, "portfolio", "portfolio:ann", "trades");
        assertThat(confirmed(ann)).containsExactly("portfolio:ann", "trades:ann");
        publish("portfolio:ann", "portfolio:update", 1);
        assertThat(numbers(ann, "portfolio:update", 1)).containsExactly(1);
        ann.send("{\"type\":\"unsubscribe\",\"channels\":[\"portfolio\",\"portfolio:ann\",\"trades:bob\"]}");
        assertThat(ann.await("unsubscribed").getJsonObject("data").getJsonArray("channels"))
                .isEqualTo(new JsonArray().add("portfolio:ann"));
        publish("portfolio:ann", "portfolio:update", 2);
        publish("trades:ann", "trade:failed", 3);
        assertThat(ann.next().getString("type")).isEqualTo("trade:failed");
    }

    @Test
    void whatIsForEverybodyAndForTheUserComesUnasked() {
        RawSocket nobody = connect("/ws", "", "");
        RawSocket ann = connect("/ws", "ann", "VIEWER");
        RawSocket raw = connect("/sockjs/websocket", "", "");
        assertThat(gateway.figures().getInteger("channels")).isEqualTo(4);
        publish("system", "system", 1);
        publish("user:ann", "order", 2);
        assertThat(numbers(nobody, "system", 1)).containsExactly(1);
        assertThat(numbers(ann, "system", 1)).containsExactly(1);
        assertThat(numbers(ann, "order", 1)).containsExactly(2);
        nobody.send(new JsonObject()
                .put("type", "authenticate")
                .put("token", GatewayHarness.token("bob", "VIEWER"))
                .encode());
        nobody.await("authenticated");
        publish("user:bob", "order", 3);
        assertThat(numbers(nobody, "order", 1)).containsExactly(3);
        ann.send("{\"type\":\"unsubscribe\",\"channels\":[\"system\",\"user:ann\"]}");
        assertThat(ann.await("unsubscribed").getJsonObject("data").getJsonArray("channels"))
                .hasSize(2);
        publish("system", "system", 4);
        publish("user:ann", "order", 5);
        ann.send("{\"type\":\"ping\"}");
        assertThat(ann.next().getString("type")).isEqualTo("pong");
        assertThat(numbers(raw, "system", 2)).containsExactly(1, 4);
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        RawSocket ann = connect("/ws", "ann", "TRADER");
        join(ann, "portfolio:ann");
        JsonObject body = new JsonObject()
                .put("channel", "portfolio:ann")
                .put("type", "portfolio:update")
                .put("idempotencyKey", "k")
                .put("data", new JsonObject().put("n", 1));
        for (int i = 0; i < 3; i++) {
            JsonObject answer = gateway.vertx()
                    .eventBus()
                    .<JsonObject>request(Address.CHANNEL_PUBLISH.text(), body)
                    .await()
                    .body();
            assertThat(answer).isEqualTo(new JsonObject().put("seq", 1));
        }
        publish("portfolio:ann", "portfolio:update", 2);
        assertThat(numbers(ann, "portfolio:update", 2)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "ADMIN,room:r1,OK",
        "ADMIN,system,OK",
        "SUPER_ADMIN,user:bob,OK",
        "ADMIN,prices:BTC-USD,FORBIDDEN",
        "ADMIN,notifications,FORBIDDEN",
        "ADMIN,nonsense,UNKNOWN_CHANNEL",
        "ANALYST,analysis:a,FORBIDDEN",
        "TRADER,room:r1,FORBIDDEN",
        "TRADER,system,FORBIDDEN",
        "VIEWER,user:ann,FORBIDDEN",
        "TRADER,chat:c,FORBIDDEN"
    })
    void onlyWhoMayPublishesOverWebSocketAndHttp(String role, String channel, String outcome) throws IOException {
        RawSocket ann = connect("/ws", "ann", role);
        ann.send(new JsonObject()
                .put("type", "publish")
                .put("id", 1)
                .put("data", new JsonObject().put("channel", channel).put("data", new JsonObject().put("n", 1)))
                .encode());
        JsonObject answer = outcome.equals("OK") ? ann.await("published") : ann.await("error");
        String header = "Authorization: Bearer " + GatewayHarness.token("ann", role);
        String path = "/api/channels/" + channel + "/publish";
        RawHttp.Answer http = RawHttp.once(gateway.port(), "POST", path, "{\"data\":{\"n\":1}}", header);
        if (outcome.equals("OK")) {
            assertThat(answer.getJsonObject("data"))
                    .isEqualTo(new JsonObject().put("channel", channel).put("seq", 1));
            assertThat(http.status()).isEqualTo(200);
            assertThat(http.body()).contains("\"seq\":2");
        } else {
            assertThat(answer.getJsonObject("data").getString("code")).isEqualTo(outcome);
            assertThat(http.body()).contains("\"code\":\"" + outcome + "\"");
        }
        assertThat(RawHttp.once(gateway.port(), "POST", path, "{\"data\":{}}").status())
                .isEqualTo(401);
    }

    @Test
    void whatAClientPublishesIsAMessageForAllInTheChannel() {
        MessageConsumer<JsonObject> owner = owner(question -> question.reply(new JsonObject().put("allowed", true)));
        RawSocket bob = connect("/ws", "bob", "TRADER");
        join(bob, "chat:c");
        RawSocket ann = connect("/ws", "ann", "TRADER");
        ann.send("{\"type\":\"publish\",\"data\":{\"channel\":\"chat:c\",\"data\":{\"n\":1}}}");
        ann.await("published");
        assertThat(numbers(bob, "message", 1)).containsExactly(1);
        ann.send("{\"type\":\"publish\",\"data\":{\"channel\":\"chat:c\"}}");
        JsonObject error = ann.await("error").getJsonObject("data");
        assertThat(error.getJsonObject("details").getString("field")).isEqualTo("data");
        owner.unregister().await();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"allowed\":false}", "{\"allowed\":\"true\"}", "{\"allowed\":1}", "{}", "[true]", "text"})
    void whateverIsNoClearYesIsANo(String answer) {
        MessageConsumer<JsonObject> owner = owner(question -> question.reply(
                answer.startsWith("{")
                        ? new JsonObject(answer)
                        : answer.startsWith("[") ? new JsonArray(answer) : answer));
        RawSocket ann = connect("/ws", "ann", "TRADER");
        subscribe(ann, "room:r1", "prices:BTC-USD");
        assertThat(confirmed(ann)).containsExactly("prices:BTC-USD");
        assertThat(refused(ann)).isEqualTo("FORBIDDEN");
        owner.unregister().await();
    }

    @Test
    void withoutAnAnswerOrAServiceNobodyGetsIn() {
        RawSocket ann = connect("/ws", "ann", "TRADER");
        subscribe(ann, "room:r1");
        assertThat(confirmed(ann)).isEmpty();
        assertThat(refused(ann)).isEqualTo("FORBIDDEN");
        MessageConsumer<JsonObject> silent = owner(question -> {});
        subscribe(ann, "room:r1");
        ann.send("{\"type\":\"ping\",\"id\":\"later\"}");
        assertThat(confirmed(ann)).isEmpty();
        assertThat(refused(ann)).isEqualTo("FORBIDDEN");
        assertThat(ann.next().getString("id")).isEqualTo("later");
        silent.unregister().await();
    }

    @Test
    void theServiceIsAskedOnceWithUserAndRoom() {
        List<JsonObject> questions = new CopyOnWriteArrayList<>();
        MessageConsumer<JsonObject> owner = owner(question -> {
            questions.add(question.body());
            question.reply(new JsonObject()
                    .put("allowed", question.body().getString("room").startsWith("mine")));
        });
        RawSocket ann = connect("/ws", "ann", "TRADER");
        subscribe(ann, "room:mine1", "room:theirs", "room:mine2");
        assertThat(confirmed(ann)).containsExactly("room:mine1", "room:mine2");
        assertThat(refused(ann)).isEqualTo("FORBIDDEN");
        subscribe(ann, "room:mine1");
        assertThat(confirmed(ann)).containsExactly("room:mine1");
        assertThat(questions)
                .containsExactlyInAnyOrder(
                        new JsonObject("{\"userId\":\"ann\",\"room\":\"mine1\"}"),
                        new JsonObject("{\"userId\":\"ann\",\"room\":\"mine2\"}"),
                        new JsonObject("{\"userId\":\"ann\",\"room\":\"theirs\"}"));
        publish("room:mine2", "hello", 1);
        assertThat(numbers(ann, "hello", 1)).containsExactly(1);
        owner.unregister().await();
    }

    @Test
    void whoGoesWhileTheServiceIsAskedLeavesNothingBehind() throws IOException {
        List<Message<JsonObject>> waiting = new CopyOnWriteArrayList<>();
        MessageConsumer<JsonObject> owner = owner(waiting::add);
        RawSocket ann = connect("/ws", "ann", "TRADER");
        subscribe(ann, "room:r1", "notifications");
        Awaitility.await().until(() -> waiting.size() == 1);
        ann.reset();
        Awaitility.await().until(() -> gateway.figures().getInteger("sessions") == 0);
        waiting.get(0).reply(new JsonObject().put("allowed", true));
        owner.unregister().await();
    }

    @Test
    void onlySoManyRoomsAreAskedForAtATime() {
        List<Message<JsonObject>> waiting = new CopyOnWriteArrayList<>();
        MessageConsumer<JsonObject> owner = owner(waiting::add);
        RawSocket ann = connect("/ws", "ann", "TRADER");
        subscribe(ann, IntStream.range(0, 90).mapToObj(i -> "room:r" + i).toArray(String[]::new));
        assertThat(confirmed(ann)).isEmpty();
        List<String> codes = IntStream.range(0, 90).mapToObj(i -> refused(ann)).toList();
        assertThat(codes.stream().filter("FORBIDDEN"::equals)).hasSize(50);
        assertThat(codes.stream().filter("RATE_LIMITED"::equals)).hasSize(40);
        assertThat(waiting).hasSize(50);
        owner.unregister().await();
    }

    @Test
    void whereEverybodyNeedsACredentialWhatIsForAllComesAfterIt() {
        try (GatewayHarness shut = new GatewayHarness(new JsonObject("{\"auth\":{\"anonymous\":false}}"));
                RawSocket socket = new RawSocket(shut.port(), "/ws")) {
            socket.await("connected");
            socket.send("{\"type\":\"subscribe\",\"channels\":[\"system\"]}");
            assertThat(socket.await("error").getJsonObject("data").getString("code"))
                    .isEqualTo("UNAUTHORIZED");
            assertThat(shut.figures().getInteger("channels")).isZero();
            socket.send(new JsonObject()
                    .put("type", "authenticate")
                    .put("token", GatewayHarness.token("ann", "VIEWER"))
                    .encode());
            socket.await("authenticated");
            assertThat(shut.figures().getInteger("channels")).isEqualTo(2);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{};channel",
                "{'channel':'Bad','type':'x'};channel",
                "{'channel':'room:','type':'x'};channel",
                "{'channel':'prices:BTC-USD','type':'x'};channel",
                "{'channel':'notifications','type':'x'};channel",
                "{'channel':'room:r'};type",
                "{'channel':'room:r','type':'X Y'};type",
                "{'channel':'room:r','type':'x','data':[]};data",
                "{'channel':'room:r','type':'x','idempotencyKey':''};idempotencyKey"
            })
    void aMalformedPublicationIsRefusedByName(String body, String field) {
        io.vertx.core.Future<Message<JsonObject>> asked = gateway.vertx()
                .eventBus()
                .<JsonObject>request(Address.CHANNEL_PUBLISH.text(), new JsonObject(body.replace('\'', '"')));
        Awaitility.await().until(asked::isComplete);
        assertThat(asked.cause()).isInstanceOfSatisfying(io.vertx.core.eventbus.ReplyException.class, refusal -> {
            assertThat(refusal.failureCode()).isEqualTo(4000);
            assertThat(refusal.getMessage()).startsWith(field + ": ");
        });
    }
}
