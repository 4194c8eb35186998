package io.quotewire.gateway;

import static io.quotewire.gateway.ChannelGuests.confirmed;
import static io.quotewire.gateway.ChannelGuests.numbers;
import static io.quotewire.gateway.ChannelGuests.publication;
import static io.quotewire.gateway.ChannelGuests.since;
import static io.quotewire.gateway.ChannelGuests.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawHttp;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several notification nodes over one Redis keep one order, and what Redis cannot keep is refused at once. */
class ChannelsOverRedisTest {
    private static final String OWN = "portfolio:ann";

    @TempDir
    Path folder;

    private RedisProcess redis;
    private GatewayHarness gateway;
    private ChannelGuests guests;

    @BeforeEach
    void start() {
        redis = RedisProcess.durable(folder);
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2,"
                + "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"messagesPerSecond\":0}}"));
        guests = new ChannelGuests(gateway);
        JsonObject notification = new JsonObject()
                .put("store", redis.address())
                .put("channels", new JsonObject().put("portfolio", new JsonObject().put("messages", 1_000)));
        gateway.deployNotifications(notification.copy(), new JsonObject());
        gateway.deployNotifications(notification.copy(), new JsonObject());
    }

    @AfterEach
    void stop() throws IOException {
        guests.close();
        gateway.close();
        redis.close();
    }

    @Test
    void twoNodesKeepOneOrder() {
        List<RawSocket> sockets = IntStream.range(0, 4)
                .mapToObj(i -> guests.join("ann", "TRADER", OWN, "watchlist:BTC-USD"))
                .toList();
        List<Future<Long>> all = new ArrayList<>();
        for (int n = 1; n <= 300; n++) {
            all.add(guests.start(publication(OWN, n)));
            all.add(guests.start(publication("watchlist:BTC-USD", n)));
        }
        Future.all(all).await();

        for (RawSocket socket : sockets) {
            List<JsonObject> came =
                    IntStream.range(0, 600).mapToObj(i -> socket.await("told")).toList();
            assertThat(came.stream()
                            .filter(message -> message.getString("channel").equals(OWN)))
                    .extracting(message -> message.getLong("seq"))
                    .isEqualTo(LongStream.rangeClosed(1, 300).boxed().toList());
            assertThat(came.stream()
                            .filter(message -> !message.getString("channel").equals(OWN)))
                    .extracting(message -> message.getLong("seq"))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 300).boxed().toList());
            assertThat(came).extracting(message -> message.getString("epoch")).doesNotContainNull();
        }
    }

    @Test
    void whatIsToBeKeptIsRefusedWhileRedisIsDownAndGoesOnAfterwardsWithoutRepeatingAnything() throws IOException {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        guests.publish(OWN, 1, 2);
        assertThat(numbers(ann, 2)).containsExactly(1, 2);

        redis.stop();
        JsonObject body = publication(OWN, 3).put("idempotencyKey", "k");
        body.remove("channel");
        RawHttp.Answer refused = guests.post(OWN, body);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.body()).contains("STORE_UNAVAILABLE");
        ann.send("{\"type\":\"history\",\"channel\":\"portfolio\"}");
        assertThat(ann.await("error").getJsonObject("data").getString("code")).isEqualTo("STORE_UNAVAILABLE");

        redis.restart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> guests.post(OWN, body).status() == 200);
        // The other node may find out a little later.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> guests.publish(publication(OWN, 4).put("idempotencyKey", "l")), seq -> seq == 4);

        JsonObject third = ann.await("told");
        assertThat(third.getLong("seq")).isEqualTo(3);
        assertThat(third.getJsonObject("data").getInteger("n")).isEqualTo(3);
        assertThat(ann.await("told").getLong("seq")).isEqualTo(4);
    }

    @Test
    void whoWasAwayWhileRedisWasStartedAnewMissesNothing() throws IOException {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        guests.publish(OWN, 1, 2);
        ann.await("told");
        String epoch = ann.await("told").getString("epoch");
        ann.reset();
        redis.stop();
        redis.restart();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> guests.publish(publication(OWN, 3).put("idempotencyKey", "k")), seq -> seq == 3);

        RawSocket again = guests.connect("/ws", "ann", "TRADER");
        subscribe(again, List.of(OWN), since(OWN, epoch, 2));

        JsonObject confirmed = confirmed(again);
        assertThat(confirmed.getBoolean("recovered")).isTrue();
        assertThat(confirmed.getString("epoch")).isNotEqualTo(epoch);
        assertThat(numbers(again, 1)).containsExactly(3);
    }
}
