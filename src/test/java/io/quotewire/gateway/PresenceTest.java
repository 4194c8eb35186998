package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.bus.PresenceChanges;
import io.quotewire.bus.PresenceCount;
import io.quotewire.bus.PresenceDigest;
import io.quotewire.bus.PresencePage;
import io.quotewire.bus.PresenceStateQuery;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
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

/** Who is in a channel: asked, told, and asked by services. */
class PresenceTest {
    private static final String POLICY = """
            {"eventLoops":2,
             "limits":{"connectionsPerIp":0,"connectionsPerUser":0,"messagesPerSecond":0},
             "policy":{"namespaces":{
               "lobby":{"subscribe":["ANONYMOUS","VIEWER","TRADER","ADMIN"],"presence":["TRADER","ADMIN"],
                        "counted":true,"announceUpTo":5},
               "plain":{"presence":["TRADER"]}}}}
            """;
    private final List<RawSocket> sockets = new ArrayList<>();
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject(POLICY));
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.awaitFigures(before);
        assertThat(gateway.complaints()).isEmpty();
        gateway.close();
    }

    private RawSocket connect(String user, String role) {
        Map<String, String> headers =
                user.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + GatewayHarness.token(user, role));
        RawSocket socket = new RawSocket(gateway.port(), "/ws", headers);
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    private RawSocket join(String user, String role, String channel) {
        RawSocket socket = connect(user, role);
        socket.send(request("subscribe", new JsonObject().put("channels", new JsonArray().add(channel))));
        assertThat(socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels"))
                .hasSize(1);
        return socket;
    }

    private static String request(String type, JsonObject data) {
        return new JsonObject().put("type", type).put("id", 1).put("data", data).encode();
    }

    private static JsonObject presence(RawSocket socket, String channel) {
        socket.send(request("presence", new JsonObject().put("channel", channel)));
        return socket.await("presence").getJsonObject("data");
    }

    private static void awaitPresence(RawSocket socket, String channel, JsonObject expected) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(presence(socket, channel)).isEqualTo(expected));
    }

    private static JsonObject expected(String channel, int connections, String... users) {
        return new JsonObject()
                .put("channel", channel)
                .put("users", new JsonArray(List.of(users)))
                .put("total", users.length)
                .put("connections", connections);
    }

    private static JsonObject moved(String user) {
        return new JsonObject().put("channel", "lobby:a").put("userId", user);
    }

    @Test
    void aUserIsThereFromTheFirstConnectionToTheLast() throws IOException {
        RawSocket ann = join("ann", "TRADER", "lobby:a");
        assertThat(presence(ann, "lobby:a")).isEqualTo(expected("lobby:a", 1, "ann"));
        RawSocket bob = join("bob", "TRADER", "lobby:a");
        assertThat(ann.await("joined").getJsonObject("data")).isEqualTo(moved("bob"));
        RawSocket again = join("bob", "TRADER", "lobby:a");
        RawSocket nobody = join("", "", "lobby:a");
        awaitPresence(ann, "lobby:a", expected("lobby:a", 4, "ann", "bob"));

        bob.reset();
        awaitPresence(ann, "lobby:a", expected("lobby:a", 3, "ann", "bob"));
        again.send(request("unsubscribe", new JsonObject().put("channels", new JsonArray().add("lobby:a"))));
        JsonObject left = ann.next();
        assertThat(left.getString("type")).isEqualTo("left");
        assertThat(left.getJsonObject("data")).isEqualTo(moved("bob"));
        assertThat(left.containsKey("seq")).isFalse();
        nobody.leave();
        awaitPresence(ann, "lobby:a", expected("lobby:a", 1, "ann"));
        assertThat(presence(again, "lobby:a")).isEqualTo(expected("lobby:a", 1, "ann"));
        again.send(request("ping", new JsonObject()));
        assertThat(again.next().getString("type"))
                .as("who joins is not told so")
                .isEqualTo("pong");
    }

    @Test
    void onlyWhoMaySeeTheOthersIsToldOfThem() {
        RawSocket viewer = join("vic", "VIEWER", "lobby:a");
        RawSocket ann = join("ann", "TRADER", "lobby:a");
        join("bob", "VIEWER", "lobby:a");
        ann.await("joined");
        viewer.send(request("presence", new JsonObject().put("channel", "lobby:a")));
        JsonObject refused = viewer.next();
        assertThat(refused.getString("type")).isEqualTo("error");
        assertThat(refused.getJsonObject("data").getString("code")).isEqualTo("FORBIDDEN");
    }

    @Test
    void whoTellsTheirNameLaterJoinsThen() {
        RawSocket ann = join("ann", "TRADER", "lobby:a");
        RawSocket bob = join("", "", "lobby:a");
        awaitPresence(ann, "lobby:a", expected("lobby:a", 2, "ann"));
        bob.send(request("authenticate", new JsonObject().put("token", GatewayHarness.token("bob", "TRADER"))));
        assertThat(ann.await("joined").getJsonObject("data")).isEqualTo(moved("bob"));
        assertThat(presence(bob, "lobby:a")).isEqualTo(expected("lobby:a", 2, "ann", "bob"));
        bob.send(request("authenticate", new JsonObject().put("token", GatewayHarness.token("bob", "ADMIN"))));
        bob.await("authenticated");
        assertThat(presence(ann, "lobby:a")).isEqualTo(expected("lobby:a", 2, "ann", "bob"));
    }

    @Test
    void inACrowdNobodyIsToldOfEverybody() {
        RawSocket ann = join("ann", "TRADER", "lobby:a");
        for (int i = 0; i < 6; i++) {
            join("u" + i, "TRADER", "lobby:a");
        }
        awaitPresence(ann, "lobby:a", expected("lobby:a", 7, "ann", "u0", "u1", "u2", "u3", "u4", "u5"));
        RawSocket late = join("zed", "TRADER", "lobby:a");
        late.send(request("presence", new JsonObject().put("channel", "lobby:a")));
        late.await("presence");
        ann.send(request("ping", new JsonObject()));
        assertThat(ann.next().getString("type")).isEqualTo("pong");
    }

    @ParameterizedTest
    @CsvSource({
        "TRADER,plain:a,BAD_MESSAGE",
        "TRADER,prices:BTC-USD,FORBIDDEN",
        "TRADER,notifications,FORBIDDEN",
        "TRADER,analysis:a,FORBIDDEN",
        "TRADER,nonsense:a,UNKNOWN_CHANNEL",
        "TRADER,room:r,FORBIDDEN",
        "VIEWER,lobby:a,FORBIDDEN"
    })
    void whereNobodyIsCountedOrTheyMayNotTheyAreRefused(String role, String channel, String code) {
        RawSocket ann = connect("ann", role);
        ann.send(request("presence", new JsonObject().put("channel", channel)));
        assertThat(ann.await("error").getJsonObject("data").getString("code")).isEqualTo(code);
    }

    @Test
    void theOwnerOfARoomIsAskedForThoseWhoAreNotInIt() {
        List<JsonObject> questions = new CopyOnWriteArrayList<>();
        gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(Address.ROOM_AUTHORIZE.text(), question -> {
                    questions.add(question.body());
                    question.reply(new JsonObject()
                            .put("allowed", !question.body().getString("userId").equals("eve")));
                })
                .completion()
                .await();
        RawSocket ann = join("ann", "TRADER", "room:r");
        assertThat(presence(ann, "room:r")).isEqualTo(expected("room:r", 1, "ann"));
        assertThat(questions).hasSize(1);
        assertThat(presence(connect("bob", "TRADER"), "room:r")).isEqualTo(expected("room:r", 1, "ann"));
        assertThat(questions).hasSize(2);
        RawSocket eve = connect("eve", "TRADER");
        eve.send(request("presence", new JsonObject().put("channel", "room:r")));
        assertThat(eve.await("error").getJsonObject("data").getString("code")).isEqualTo("FORBIDDEN");
    }

    private JsonObject query(JsonObject body) {
        return gateway.vertx()
                .eventBus()
                .<JsonObject>request(Address.PRESENCE_QUERY.text(), body)
                .await()
                .body();
    }

    @Test
    void servicesAskForUsersAndForChannels() {
        join("ann", "TRADER", "lobby:a");
        connect("ann", "TRADER");
        JsonObject user = query(new JsonObject().put("userId", "ann"));
        assertThat(user.getInteger("total")).isEqualTo(2);
        assertThat(user.getJsonArray("nodes")).isEqualTo(new JsonArray().add("test"));
        assertThat(user.getJsonArray("connections").getJsonObject(0).fieldNames())
                .containsExactlyInAnyOrder("connectionId", "node", "type", "role", "since");
        assertThat(query(new JsonObject().put("userId", "eve")).getJsonArray("connections"))
                .isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(query(new JsonObject().put("channel", "lobby:a")))
                        .isEqualTo(expected("lobby:a", 1, "ann").put("nodes", new JsonArray().add("test"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                              | 4000 | userId: either",
                "{'userId':'a','channel':'room'} | 4000 | userId: either",
                "{'userId':7}                    | 4000 | userId: must",
                "{'channel':'nonsense:a'}        | 4042 | there is no",
                "{'channel':'prices:BTC-USD'}    | 4000 | channel: must"
            })
    void aQuestionThatCannotBeAnsweredIsRefused(String body, int code, String text) {
        Future<Message<JsonObject>> asked = gateway.vertx()
                .eventBus()
                .request(Address.PRESENCE_QUERY.text(), new JsonObject(body.replace('\'', '"')));
        Awaitility.await().until(asked::isComplete);
        assertThat(asked.cause()).isInstanceOfSatisfying(ReplyException.class, refusal -> {
            assertThat(refusal.failureCode()).isEqualTo(code);
            assertThat(refusal.getMessage()).startsWith(text);
        });
    }

    /** Another node, played by the test. */
    private void tell(Address address, JsonObject body) {
        gateway.vertx().eventBus().publish(address.text(), body);
    }

    private static JsonObject changes(long seq, String user, int connections) {
        return new PresenceChanges("other", 7, seq, List.of(new PresenceCount("lobby:a", user, connections))).toJson();
    }

    @Test
    void thoseAtAnotherNodeAreThereAndWhatWasLostOfThemIsAskedFor() {
        List<PresenceStateQuery> questions = new CopyOnWriteArrayList<>();
        gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(Address.presenceState("other"), question -> {
                    PresenceStateQuery query = PresenceStateQuery.from(question.body());
                    questions.add(query);
                    boolean first = query.afterChannel() == null;
                    question.reply(new PresencePage(
                                    query.id(),
                                    "other",
                                    7,
                                    5,
                                    List.of(new PresenceCount("lobby:a", first ? "cid" : "dan", 1)),
                                    !first)
                            .toJson());
                })
                .completion()
                .await();
        RawSocket ann = join("ann", "TRADER", "lobby:a");
        awaitPresence(ann, "lobby:a", expected("lobby:a", 1, "ann"));
        tell(Address.PRESENCE_CHANGED, changes(1, "bob", 2));
        assertThat(ann.await("joined").getJsonObject("data")).isEqualTo(moved("bob"));
        awaitPresence(ann, "lobby:a", expected("lobby:a", 3, "ann", "bob"));
        tell(Address.PRESENCE_CHANGED, new JsonObject().put("node", 5));
        Awaitility.await().until(() -> gateway.complaints().size() == 1);
        gateway.forgetComplaints();

        tell(Address.PRESENCE_ALIVE, new PresenceDigest(PresenceDigest.Kind.ALIVE, "other", 7, "", 5, 2).toJson());
        awaitPresence(ann, "lobby:a", expected("lobby:a", 3, "ann", "cid", "dan"));
        assertThat(questions).extracting(PresenceStateQuery::afterUser).containsExactly(null, "cid");

        tell(Address.PRESENCE_ALIVE, new PresenceDigest(PresenceDigest.Kind.LEAVING, "other", 7, "", 5, 2).toJson());
        awaitPresence(ann, "lobby:a", expected("lobby:a", 1, "ann"));
        tell(Address.PRESENCE_CHANGED, changes(6, "bob", 1));
        assertThat(presence(ann, "lobby:a")).isEqualTo(expected("lobby:a", 1, "ann"));
    }
}
