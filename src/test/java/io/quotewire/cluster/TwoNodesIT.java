package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.Device;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.Listening;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.OwnCluster;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that know each other only over the bus. */
class TwoNodesIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private Path cluster;

    @BeforeEach
    void cluster() throws IOException {
        cluster = OwnCluster.file(dir);
    }

    private NodeProcess node(String name, String roles) throws IOException {
        return NodeProcess.run(
                dir.resolve(name),
                "--cluster",
                "--cluster-config",
                cluster.toString(),
                "--roles",
                roles,
                "--set",
                "gateway.auth.secret=" + GatewayHarness.SECRET,
                "--set",
                "gateway.auth.allowQueryToken=true");
    }

    private static String socket(NodeProcess node, String path) {
        return node.gateway().replaceFirst("http", "ws") + path;
    }

    private static List<JsonObject> listen(NodeProcess node, String path) {
        List<JsonObject> seen = Collections.synchronizedList(new ArrayList<>());
        Listening.open(socket(node, path), seen::add);
        return seen;
    }

    private static HttpRequest publication(NodeProcess node, String user, String title) {
        String body = new JsonObject()
                .put("userId", user)
                .put("kind", "test")
                .put("title", title)
                .encode();
        return HttpRequest.newBuilder(URI.create(node.gateway() + "api/notifications"))
                .header("Authorization", "Bearer " + GatewayHarness.token("root", "ADMIN"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static void publish(NodeProcess node, String user, String title) throws Exception {
        HttpResponse<String> answer = CLIENT.send(publication(node, user, title), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static String status(NodeProcess node, String symbol) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.gateway() + "api/prices/" + symbol))
                .build();
        String body = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return new JsonObject(body).getString("status");
    }

    private static List<String> titles(List<JsonObject> seen) {
        return List.copyOf(seen).stream()
                .filter(message -> "notification".equals(message.getString("type")))
                .map(message -> message.getJsonObject("data").getString("title"))
                .toList();
    }

    private static void awaitTitles(List<JsonObject> seen, String... titles) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(titles(seen)).containsExactly(titles));
    }

    private static String inbox(String user, String more) {
        return "api/notifications/ws?access_token=" + GatewayHarness.token(user, "VIEWER") + more;
    }

    @Test
    void whatOneNodeStoresReachesTheOthersClientsAlsoAfterTheStoresNodeWasKilled() throws Exception {
        try (NodeProcess a = node("a", "feed,notification").awaitReady()) {
            try (NodeProcess b = node("b", "gateway").awaitReady()) {
                List<JsonObject> prices = listen(b, "ws/prices/BTC-USD");
                Awaitility.await().atMost(PATIENCE).until(() -> prices.size() > 20);
                List<JsonObject> live = listen(b, inbox("ann", ""));
                Awaitility.await().until(() -> !live.isEmpty());
                publish(b, "ann", "first");
                awaitTitles(live, "first");

                a.process().destroyForcibly().waitFor();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> status(b, "BTC-USD").equals("stale"));
                try (NodeProcess again = node("a", "feed,notification").awaitReady()) {
                    List<JsonObject> late = listen(b, inbox("ann", ""));
                    awaitTitles(late, "first");
                    publish(b, "ann", "second");
                    awaitTitles(live, "first", "second");
                    awaitTitles(late, "first", "second");
                    int before = prices.size();
                    Awaitility.await().atMost(PATIENCE).until(() -> prices.size() > before + 20);
                    assertThat(again.process().isAlive()).isTrue();
                    assertThat(status(b, "BTC-USD")).isEqualTo("live");
                }
            }
        }
    }

    @Test
    void aThousandNotificationsReachThreeDevicesOnTwoNodesEachOnceAndInOrder() throws Exception {
        int count = 1_000;
        try (NodeProcess a = node("a", "feed,notification,gateway").awaitReady();
                NodeProcess b = node("b", "gateway").awaitReady();
                Device phone = device("phone", () -> Integer.MAX_VALUE, a);
                Device tablet = device("tablet", () -> Integer.MAX_VALUE, b);
                Device laptop = device("laptop", patience(), a, b)) {
            Semaphore inFlight = new Semaphore(8);
            for (int i = 0; i < count; i++) {
                inFlight.acquire();
                CLIENT.sendAsync(publication(i % 2 == 0 ? a : b, "ann", "n" + i), HttpResponse.BodyHandlers.ofString())
                        .thenAccept(answer -> assertThat(answer.statusCode()).isEqualTo(201))
                        .whenComplete((done, failure) -> inFlight.release());
            }
            List<Long> all = LongStream.rangeClosed(1, count).boxed().toList();
            for (Device device : List.of(phone, tablet, laptop)) {
                Awaitility.await().atMost(PATIENCE).until(() -> device.handled().size() >= count);
                assertThat(device.handled()).isEqualTo(all);
            }
            assertThat(phone.connections()).isEqualTo(1);
            assertThat(laptop.connections()).isGreaterThan(20);
        }
    }

    private static Device device(String name, IntSupplier patience, NodeProcess... nodes) {
        String path = inbox("ann", "&device=" + name);
        return new Device(turn -> socket(nodes[turn % nodes.length], path), patience);
    }

    private static IntSupplier patience() {
        Random random = new Random(7);
        return () -> 1 + random.nextInt(40);
    }

    private static RawSocket connect(NodeProcess node, String path, String user, String role) {
        RawSocket socket = new RawSocket(
                URI.create(node.gateway()).getPort(),
                path,
                Map.of("Authorization", "Bearer " + GatewayHarness.token(user, role)));
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private static JsonObject publication(String channel, int n) {
        return new JsonObject()
                .put("type", "send")
                .put("address", "channel.publish")
                .put("replyAddress", "r" + n)
                .put(
                        "body",
                        new JsonObject()
                                .put("channel", channel)
                                .put("type", "hello")
                                .put("data", new JsonObject().put("n", n)));
    }

    @Test
    void aServiceAtOneNodeLetsUsersOfTheOtherIntoRoomsAndPublishesThereInOrder() throws Exception {
        try (NodeProcess a = node("a", "gateway,notification").awaitReady();
                NodeProcess b = node("b", "gateway").awaitReady();
                RawSocket owner = connect(a, "/eventbus/websocket", "rooms", "ADMIN");
                RawSocket publisher = connect(a, "/eventbus/websocket", "rooms", "ADMIN");
                RawSocket ann = connect(b, "/ws", "ann", "TRADER")) {
            owner.send("{\"type\":\"register\",\"address\":\"room.authorize\"}");
            Thread answering = new Thread(() -> letIn(owner, "r1"));
            answering.start();
            // The other node may not know of the service yet.
            Awaitility.await().atMost(PATIENCE).until(() -> {
                ann.send("{\"type\":\"subscribe\",\"channels\":[\"room:r1\"]}");
                return !ann.await("subscription_confirmed")
                        .getJsonObject("data")
                        .getJsonArray("channels")
                        .isEmpty();
            });

            for (int i = 1; i <= 500; i++) {
                publisher.send(publication("room:r1", i).encode());
            }

            for (int i = 1; i <= 500; i++) {
                JsonObject hello = ann.await("hello");
                assertThat(hello.getLong("seq")).isEqualTo(i);
                assertThat(hello.getJsonObject("data").getInteger("n")).isEqualTo(i);
            }
            answering.join();
        }
    }

    /** Answers one question. */
    private static void letIn(RawSocket owner, String room) {
        JsonObject question = owner.await("rec");
        JsonObject body = question.getJsonObject("body");
        owner.send(new JsonObject()
                .put("type", "send")
                .put("address", question.getString("replyAddress"))
                .put(
                        "body",
                        new JsonObject()
                                .put(
                                        "allowed",
                                        body.equals(new JsonObject()
                                                .put("userId", "ann")
                                                .put("room", room))))
                .encode());
    }
}
