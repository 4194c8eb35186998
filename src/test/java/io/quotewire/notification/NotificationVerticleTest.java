package io.quotewire.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.StoredNotification;
import io.quotewire.bus.VerticleKind;
import io.quotewire.kit.config.Problem;
import io.quotewire.kit.config.Problems;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NotificationVerticleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private String deploy(String store) {
        JsonObject config = new JsonObject()
                .put("notification", new JsonObject().put("store", store))
                .put("node", new JsonObject().put("id", "n1"));
        return vertx.deployVerticle(new NotificationVerticle(), new DeploymentOptions().setConfig(config))
                .await();
    }

    private String deployEmbedded(String node, Path dataDir) {
        JsonObject config = new JsonObject()
                .put("data", new JsonObject().put("dir", dataDir.toString()))
                .put("node", new JsonObject().put("id", node));
        return vertx.deployVerticle(new NotificationVerticle(), new DeploymentOptions().setConfig(config))
                .await();
    }

    private JsonObject ask(Address address, Object body) {
        return vertx.eventBus()
                .<JsonObject>request(address.text(), body)
                .await()
                .body();
    }

    private JsonObject publish(String user, String title) {
        return ask(Address.NOTIFICATIONS_PUBLISH, request(user).put("title", title));
    }

    private static JsonObject request(String user) {
        return new JsonObject().put("userId", user).put("kind", "fill");
    }

    private JsonObject status() {
        return vertx.eventBus()
                .<JsonObject>request(Address.verticleStatus(VerticleKind.NOTIFICATION, "n1"), new JsonObject())
                .await()
                .body();
    }

    private List<JsonObject> listen(Address address) {
        List<JsonObject> heard = new CopyOnWriteArrayList<>();
        vertx.eventBus()
                .<JsonObject>consumer(address.text(), message -> heard.add(message.body()))
                .completion()
                .await();
        return heard;
    }

    @Test
    void aNotificationIsStoredAnsweredAndAnnounced() {
        deploy("memory");
        List<JsonObject> announced = listen(Address.NOTIFICATIONS_STORED);

        JsonObject reply = publish("ann", "filled");

        assertThat(reply.getLong("seq")).isEqualTo(1);
        await().until(() -> announced.size() == 1);
        StoredNotification stored = StoredNotification.from(announced.get(0));
        assertThat(stored.id()).isEqualTo(reply.getString("id"));
        assertThat(stored.title()).isEqualTo("filled");
        NotificationHistory history =
                NotificationHistory.from(ask(Address.NOTIFICATIONS_HISTORY, new JsonObject().put("userId", "ann")));
        assertThat(history.messages()).containsExactly(stored);
    }

    @Test
    void announcementsComeInTheOrderOfTheNumbers() {
        deploy("memory");
        List<JsonObject> announced = listen(Address.NOTIFICATIONS_STORED);
        IntStream.rangeClosed(1, 200)
                .forEach(i -> vertx.eventBus().send(Address.NOTIFICATIONS_PUBLISH.text(), request("ann")));

        await().until(() -> announced.size() == 200);
        assertThat(announced)
                .extracting(body -> body.getInteger("seq"))
                .isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void aRepeatedKeyIsAnsweredTheSameAndAnnouncedOnce() {
        deploy("memory");
        List<JsonObject> announced = listen(Address.NOTIFICATIONS_STORED);
        JsonObject request = request("ann").put("idempotencyKey", "order-7");

        JsonObject first = ask(Address.NOTIFICATIONS_PUBLISH, request);
        JsonObject again = ask(Address.NOTIFICATIONS_PUBLISH, request);
        publish("ann", "another");

        assertThat(again).isEqualTo(first);
        await().until(() -> announced.size() == 2);
        assertThat(announced).extracting(body -> body.getInteger("seq")).containsExactly(1, 2);
        assertThat(status().getJsonObject("figures").getInteger("repeated")).isPositive();
    }

    @Test
    void aReceiptIsPublishedWhenTheFirstDeviceAcknowledges() {
        deploy("memory");
        List<JsonObject> receipts = listen(Address.NOTIFICATIONS_RECEIPT);
        JsonObject stored = ask(Address.NOTIFICATIONS_PUBLISH, request("ann").put("receipt", true));
        JsonObject ack =
                new JsonObject().put("userId", "ann").put("device", "phone").put("seq", 1);

        assertThat(ask(Address.NOTIFICATIONS_ACK, ack)).isEqualTo(new JsonObject().put("seq", 1));
        ask(Address.NOTIFICATIONS_ACK, ack);

        await().until(() -> !receipts.isEmpty());
        assertThat(receipts).hasSize(1);
        assertThat(receipts.get(0).getString("id")).isEqualTo(stored.getString("id"));
        assertThat(receipts.get(0).getString("device")).isEqualTo("phone");
    }

    @Test
    void markingAsReadNamesTheIdOrFails() {
        deploy("memory");
        String id = publish("ann", "one").getString("id");

        assertThat(ask(
                        Address.NOTIFICATIONS_READ,
                        new JsonObject().put("userId", "ann").put("id", id)))
                .isEqualTo(new JsonObject().put("id", id));
        assertThatThrownBy(() -> ask(
                        Address.NOTIFICATIONS_READ,
                        new JsonObject().put("userId", "bob").put("id", id)))
                .satisfies(failure -> assertThat(FailureCode.of(failure)).contains(FailureCode.NOT_FOUND));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            NOTIFICATIONS_PUBLISH | {}                                                    | userId
            NOTIFICATIONS_PUBLISH | {"userId":"ann"}                                      | kind
            NOTIFICATIONS_PUBLISH | {"userId":7,"kind":"x"}                               | userId
            NOTIFICATIONS_PUBLISH | {"userId":"a\\u0000","kind":"x"}                      | userId
            NOTIFICATIONS_PUBLISH | {"userId":"ann","kind":"x","title":[]}                | title
            NOTIFICATIONS_PUBLISH | {"userId":"ann","kind":"x","data":"text"}             | data
            NOTIFICATIONS_PUBLISH | {"userId":"ann","kind":"x","ttlSeconds":0}            | ttlSeconds
            NOTIFICATIONS_PUBLISH | {"userId":"ann","kind":"x","ttlSeconds":1.5}          | ttlSeconds
            NOTIFICATIONS_PUBLISH | {"userId":"ann","kind":"x","idempotencyKey":""}       | idempotencyKey
            NOTIFICATIONS_PUBLISH | {"userId":"ann","kind":"x","receipt":"yes"}           | receipt
            NOTIFICATIONS_HISTORY | {"userId":""}                                         | userId
            NOTIFICATIONS_HISTORY | {"userId":"ann","seq":-1}                             | seq
            NOTIFICATIONS_HISTORY | {"userId":"ann","limit":0}                            | limit
            NOTIFICATIONS_HISTORY | {"userId":"ann","device":{}}                          | device
            NOTIFICATIONS_ACK     | {"userId":"ann"}                                      | seq
            NOTIFICATIONS_ACK     | {"userId":"ann","device":"","seq":1}                  | device
            NOTIFICATIONS_ACK     | {"userId":"ann","seq":"1"}                            | seq
            NOTIFICATIONS_READ    | {"userId":"ann"}                                      | id
            CHANNEL_HISTORY       | {"limit":1}                                           | channel
            CHANNEL_HISTORY       | {"channel":"prices:BTC-USD","limit":1}                | channel
            CHANNEL_HISTORY       | {"channel":"room:1"}                                  | limit
            CHANNEL_HISTORY       | {"channel":"room:1","limit":0}                        | limit
            CHANNEL_HISTORY       | {"channel":"room:1","limit":1,"seq":-1}               | seq
            CHANNEL_HEADS         | {"channels":["room:1","ROOM"]}                        | channels[1]
            """)
    void aMalformedRequestIsRefusedAndTheFieldIsNamed(Address address, String body, String field) {
        deploy("memory");

        assertThatThrownBy(() -> ask(address, new JsonObject(body)))
                .hasMessageStartingWith(field)
                .satisfies(failure -> assertThat(FailureCode.of(failure)).contains(FailureCode.BAD_MESSAGE));
        assertThat(publish("ann", "still works").getLong("seq")).isEqualTo(1);
    }

    @Test
    void aBodyThatIsNoObjectOrTooLargeIsRefused() {
        deploy("memory");

        for (Object body : List.of("text", 7, new JsonArray())) {
            assertThatThrownBy(() -> ask(Address.NOTIFICATIONS_PUBLISH, body)).hasMessageStartingWith("body");
        }
        assertThatThrownBy(() -> publish("ann", "x".repeat(RequestChecks.MAX_NOTIFICATION_BYTES)))
                .hasMessageStartingWith("title");
    }

    @Test
    void aRedisThatIsNotThereFailsTheStartAndItsPasswordIsNotTold() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> deploy("redis://user:word@127.0.0.1:" + port))
                .hasMessageStartingWith("notification.store: Redis (127.0.0.1:" + port + ") cannot be used: ")
                .hasMessageNotContaining("word");
    }

    @Test
    void twoNodesOverOneRedisNumberTogether(@TempDir Path folder) {
        try (RedisProcess redis = RedisProcess.durable(folder)) {
            deploy(redis.address());
            deploy(redis.address());
            List<JsonObject> announced = listen(Address.NOTIFICATIONS_STORED);

            for (long seq = 1; seq <= 6; seq++) {
                assertThat(publish("ann", "n" + seq).getLong("seq")).isEqualTo(seq);
            }

            await().until(() -> announced.size() == 6);
            assertThat(announced)
                    .extracting(body -> body.getInteger("seq"))
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
            assertThat(status().getJsonObject("checks").encode())
                    .isEqualTo("{\"store\":{\"ok\":true,\"text\":\"in Redis, flushed before every answer\"},"
                            + "\"redis\":{\"ok\":true,\"text\":\"answers\"}}");
            vertx.close().await();
        }
    }

    @Test
    void byDefaultNotificationsAreKeptOnDisk(@TempDir Path dataDir) {
        String id = deployEmbedded("n1", dataDir);
        publish("ann", "one");
        assertThat(status().getJsonObject("checks").getJsonObject("store").getBoolean("ok"))
                .isTrue();
        vertx.undeploy(id).await();

        deployEmbedded("n1", dataDir);

        assertThat(publish("ann", "two").getLong("seq")).isEqualTo(2);
        NotificationHistory history =
                NotificationHistory.from(ask(Address.NOTIFICATIONS_HISTORY, new JsonObject().put("userId", "ann")));
        assertThat(history.messages()).extracting(StoredNotification::title).containsExactly("one", "two");
    }

    @Test
    void aStoreThatIsHeldElsewhereFailsTheStartAndLeavesNothing(@TempDir Path dataDir) {
        deployEmbedded("n1", dataDir);

        assertThatThrownBy(() -> deployEmbedded("n2", dataDir)).hasMessageContaining("is held by another process");
        assertThat(vertx.deploymentIDs()).hasSize(1);
        assertThat(publish("ann", "one").getLong("seq")).isEqualTo(1);
    }

    @Test
    void withoutADataDirTheStartFailsWithAClearText() {
        assertThatThrownBy(() -> deploy("embedded")).hasMessageContaining("data.dir");
    }

    @Test
    void stoppingLeavesNothingBehind() {
        String id = deploy("memory");
        assertThat(status().getJsonObject("figures").getInteger("consumers")).isEqualTo(9);

        vertx.undeploy(id).await();

        for (Address address : List.of(
                Address.NOTIFICATIONS_PUBLISH,
                Address.NOTIFICATIONS_HISTORY,
                Address.NOTIFICATIONS_HEADS,
                Address.NOTIFICATIONS_ACK,
                Address.NOTIFICATIONS_READ,
                Address.CHANNEL_PUBLISH,
                Address.CHANNEL_HISTORY,
                Address.CHANNEL_HEADS)) {
            assertThatThrownBy(() -> ask(address, new JsonObject())).hasMessageContaining("No handlers");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"store\":\"mongo\"}', notification.store",
        "'{\"store\":\"redis:\"}', notification.store",
        "'{\"store\":\"redis://user:word@host/name\"}', notification.store",
        "'{\"store\":\"redis://user:wo/word@host\"}', notification.store",
        "'{\"store\":\"redis+sentinel://user:word@host:1,other:2\"}', notification.store",
        "'{\"store\":\"redis+cluster://host:1\",\"redis\":{\"waitReplicas\":1}}', notification.redis.waitReplicas",
        "'{\"history\":{\"perUser\":0}}', notification.history.perUser",
        "'{\"channels\":{\"room\":{\"messages\":-1}}}', notification.channels.room.messages",
        "'{\"channels\":{\"chat\":{\"hours\":0}}}', notification.channels.chat.hours",
        "'{\"channels\":{\"chat\":{\"mesages\":1}}}', notification.channels.chat.mesages",
        "'{\"channels\":{\"Chat\":{}}}', notification.channels.Chat",
        "'{\"channels\":{\"prices\":{}}}', notification.channels.prices",
        "'{\"history\":{\"days\":\"7\"}}', notification.history.days",
        "'{\"histroy\":{}}', notification.histroy"
    })
    void wrongOptionsAreNamedAndCredentialsAreNotPrinted(String section, String path) {
        Problems problems = new Problems();
        NotificationOptions.from(new JsonObject(section), problems);

        assertThat(problems.list()).extracting(Problem::path).containsExactly(path);
        assertThat(problems.list().toString()).doesNotContain("word@");
    }
}
