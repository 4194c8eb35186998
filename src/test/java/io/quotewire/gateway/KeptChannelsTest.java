package io.quotewire.gateway;

import static io.quotewire.gateway.ChannelGuests.confirmed;
import static io.quotewire.gateway.ChannelGuests.history;
import static io.quotewire.gateway.ChannelGuests.numbers;
import static io.quotewire.gateway.ChannelGuests.publication;
import static io.quotewire.gateway.ChannelGuests.range;
import static io.quotewire.gateway.ChannelGuests.since;
import static io.quotewire.gateway.ChannelGuests.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was published to a channel that is kept comes to everybody who may have it, whoever was away and whatever was lost on the way. */
class KeptChannelsTest {
    private static final String OWN = "portfolio:ann";

    private GatewayHarness gateway;
    private ChannelGuests guests;
    private JsonObject before;
    private String notifications;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":2,"
                + "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"messagesPerSecond\":0},"
                + "\"policy\":{\"namespaces\":{\"desk\":{\"subscribe\":[\"VIEWER\",\"TRADER\"]}}}}"));
        guests = new ChannelGuests(gateway);
        notifications = gateway.deployNotifications(
                new JsonObject("{\"store\":\"memory\",\"channels\":{\"trades\":{\"messages\":5},"
                        + "\"desk\":{\"messages\":500}}}"),
                new JsonObject());
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        guests.close();
        gateway.awaitFigures(before);
        gateway.close();
    }

    @Test
    void whoComesBackGetsWhatWasMissedAndThenGoesOn() throws IOException {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        guests.publish(OWN, 1, 3);
        assertThat(numbers(ann, 2)).isEqualTo(range(1, 2));
        String epoch = ann.await("told").getString("epoch");
        ann.reset();
        guests.publish(OWN, 4, 6);

        RawSocket again = guests.connect("/ws?channels=" + OWN + "&since=" + OWN + ":" + epoch + ":3", "ann", "TRADER");

        assertThat(confirmed(again))
                .isEqualTo(new JsonObject()
                        .put("channel", OWN)
                        .put("epoch", epoch)
                        .put("seq", 6)
                        .put("recovered", true));
        guests.publish(OWN, 7, 7);
        for (long seq = 4; seq <= 7; seq++) {
            JsonObject message = again.await("told");
            assertThat(message.getLong("seq")).isEqualTo(seq);
            assertThat(message.getString("epoch")).isEqualTo(epoch);
            assertThat(message.getString("channel")).isEqualTo(OWN);
        }
    }

    @Test
    void fromTheBeginningIsAllThatIsKept() {
        guests.publish(OWN, 1, 3);
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");
        subscribe(ann, List.of(OWN), since(OWN, null, 0));
        assertThat(confirmed(ann).getBoolean("recovered")).isTrue();
        assertThat(numbers(ann, 3)).isEqualTo(range(1, 3));
    }

    @Test
    void whoOnlyGoesAlongIsToldWhereTheChannelStands() {
        guests.publish(OWN, 1, 3);
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");
        subscribe(ann, List.of(OWN, "watchlist:BTC-USD"), new JsonObject());
        JsonObject confirmed = confirmed(ann);
        assertThat(confirmed.getLong("seq")).isEqualTo(3);
        assertThat(confirmed.getString("epoch")).isNotNull();
        guests.publish(OWN, 4, 4);
        assertThat(numbers(ann, 1)).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource({
        "trades:ann,E,1,expired",
        "trades:ann,other,1,epoch",
        "trades:ann,E,99,ahead",
        "watchlist:BTC-USD,E,1,not_kept"
    })
    void whoCannotBeGivenAllIsToldWhyAndGetsWhatThereIs(String channel, String epoch, long seq, String reason) {
        guests.publish(channel, 1, 10);
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");
        subscribe(ann, List.of(channel), new JsonObject());
        String real = confirmed(ann).getString("epoch");

        subscribe(ann, List.of(channel), since(channel, epoch.equals("E") ? real : epoch, seq));

        JsonObject confirmed = confirmed(ann);
        assertThat(confirmed.getString("epoch")).isEqualTo(real);
        assertThat(confirmed.getLong("seq")).isEqualTo(10);
        assertThat(confirmed.getBoolean("recovered")).isFalse();
        assertThat(confirmed.getString("reason")).isEqualTo(reason);
        if (!reason.equals("not_kept")) {
            assertThat(numbers(ann, 5)).isEqualTo(range(6, 10));
        }
        guests.publish(channel, 11, 11);
        assertThat(numbers(ann, 1)).containsExactly(11);
    }

    @Test
    void moreThanAPageComesInOrderWhileMoreIsPublished() {
        guests.publish("desk:a", 1, 350);
        RawSocket ann = guests.connect("/ws", "ann", "VIEWER");
        RawSocket bob = guests.join("bob", "VIEWER", "desk:a");

        subscribe(ann, List.of("desk:a"), since("desk:a", null, 0));
        guests.publish("desk:a", 351, 450);

        assertThat(numbers(ann, 450)).isEqualTo(range(1, 450));
        assertThat(numbers(bob, 100)).isEqualTo(range(351, 450));
    }

    @Test
    void whoHasMissedALotGetsItAsFastAsTheyTakeIt() {
        List<String> channels =
                IntStream.range(0, 20).mapToObj(i -> "desk:" + i).toList();
        JsonObject since = new JsonObject();
        String text = "\u00e9".repeat(10_000);
        for (String channel : channels) {
            since.mergeIn(since(channel, null, 0));
            for (int n = 1; n <= 30; n++) {
                JsonObject publication = publication(channel, n);
                publication.getJsonObject("data").put("text", text);
                guests.publish(publication);
            }
        }
        RawSocket ann = guests.connect("/ws", "ann", "VIEWER");
        subscribe(ann, channels, since);
        assertThat(confirmed(ann).getBoolean("recovered")).isTrue();
        Map<String, List<Integer>> came = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            JsonObject message = ann.await("told");
            came.computeIfAbsent(message.getString("channel"), channel -> new ArrayList<>())
                    .add(message.getJsonObject("data").getInteger("n"));
        }
        assertThat(came)
                .hasSize(20)
                .allSatisfy((channel, numbers) -> assertThat(numbers).isEqualTo(range(1, 30)));
    }

    @Test
    void whatTheBusLosesIsAskedOfTheStoreAtTheNext() {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        RawSocket again = guests.join("ann", "TRADER", OWN);
        guests.lose(announced -> announced.getLong("seq") == 2 || announced.getLong("seq") == 3);
        guests.publish(OWN, 1, 5);
        assertThat(numbers(ann, 5)).isEqualTo(range(1, 5));
        assertThat(numbers(again, 5)).isEqualTo(range(1, 5));
        assertThat(ann.isHeard()).isTrue();
    }

    @Test
    void whatTheBusLosesWithNothingAfterItIsFoundSoon() {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        guests.lose(announced -> true);
        guests.publish(OWN, 1, 3);
        assertThat(numbers(ann, 3)).isEqualTo(range(1, 3));
    }

    @Test
    void whatIsAddressedToAUserIsFoundSoonTooThoughNobodyAskedForIt() {
        RawSocket ann = guests.connect("/ws", "ann", "VIEWER");
        ann.await("connected");
        Awaitility.await().until(() -> gateway.figures().getInteger("channels") >= 2);
        guests.publish("user:ann", 1, 1);
        assertThat(numbers(ann, 1)).containsExactly(1);
        // Where the channel stands is known a moment later; what is lost from then on is missed.
        RawSocket other = guests.join("ann", "VIEWER", "user:ann");
        guests.lose(announced -> true);
        guests.publish("user:ann", 2, 3);
        assertThat(numbers(ann, 2)).isEqualTo(range(2, 3));
        assertThat(numbers(other, 2)).isEqualTo(range(2, 3));
    }

    @Test
    void whatWasAddressedToAUserWhoWasAwayIsRecovered() throws IOException {
        RawSocket ann = guests.connect("/ws", "ann", "VIEWER");
        ann.await("connected");
        guests.publish("user:ann", 1, 1);
        String epoch = ann.await("told").getString("epoch");
        ann.reset();
        guests.publish("user:ann", 2, 3);

        RawSocket again = guests.connect("/ws?channels=user:ann&since=user:ann:" + epoch + ":1", "ann", "VIEWER");

        assertThat(confirmed(again).getBoolean("recovered")).isTrue();
        guests.publish("user:ann", 4, 4);
        assertThat(numbers(again, 3)).isEqualTo(range(2, 4));
    }

    @Test
    void announcementsInTheWrongOrderAreDeliveredInTheRightOne() {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        List<JsonObject> held = new CopyOnWriteArrayList<>();
        guests.lose(announced -> announced.getLong("seq") == 1 && held.add(announced) && held.size() <= 2);
        guests.publish(OWN, 1, 2);
        assertThat(numbers(ann, 2)).isEqualTo(range(1, 2));
        // Once more, and not again to the client.
        gateway.vertx().eventBus().publish(Address.CHANNEL_MESSAGE.text(), held.get(0));
        guests.publish(OWN, 3, 3);
        assertThat(numbers(ann, 1)).containsExactly(3);
    }

    @Test
    void historyIsTheNewestOrWhatFollowsAPosition() {
        guests.publish(OWN, 1, 5);
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");

        JsonObject newest =
                history(ann, new JsonObject().put("channel", "portfolio").put("limit", 2));
        assertThat(numbers(newest)).containsExactly(4, 5);
        assertThat(newest.getString("channel")).isEqualTo(OWN);
        assertThat(newest.getLong("seq")).isEqualTo(5);
        assertThat(newest.getBoolean("recovered")).isFalse();
        JsonObject message = newest.getJsonArray("messages").getJsonObject(0);
        assertThat(message.fieldNames()).containsExactlyInAnyOrder("type", "channel", "epoch", "seq", "data");
        JsonObject after = history(
                ann,
                new JsonObject()
                        .put("channel", OWN)
                        .put(
                                "since",
                                new JsonObject()
                                        .put("epoch", newest.getString("epoch"))
                                        .put("seq", 1))
                        .put("limit", 2));
        assertThat(numbers(after)).containsExactly(2, 3);
        assertThat(after.getLong("seq")).isEqualTo(3);
        assertThat(after.getBoolean("recovered")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "portfolio:bob,TRADER,FORBIDDEN",
        "portfolio:ann,VIEWER,FORBIDDEN",
        "watchlist:BTC-USD,TRADER,BAD_MESSAGE",
        "prices:BTC-USD,TRADER,FORBIDDEN",
        "desk:a,TRADER,FORBIDDEN",
        "room:r1,TRADER,FORBIDDEN",
        "nonsense,TRADER,UNKNOWN_CHANNEL"
    })
    void historyIsForThoseWhoMayAndOfWhatIsKept(String channel, String role, String code) {
        RawSocket ann = guests.connect("/ws", "ann", role);
        ann.send(new JsonObject().put("type", "history").put("channel", channel).encode());
        assertThat(ann.await("error").getJsonObject("data").getString("code")).isEqualTo(code);
    }

    @Test
    void theServiceIsAskedForTheHistoryOfItsRooms() {
        guests.publish("room:r1", 1, 2);
        MessageConsumer<JsonObject> owner = gateway.vertx()
                .eventBus()
                .consumer(
                        Address.ROOM_AUTHORIZE.text(),
                        (Message<JsonObject> question) -> question.reply(new JsonObject().put("allowed", true)));
        owner.completion().await();
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");
        assertThat(numbers(history(ann, new JsonObject().put("channel", "room:r1"))))
                .containsExactly(1, 2);
        subscribe(ann, List.of("room:r1"), since("room:r1", null, 1));
        assertThat(numbers(ann, 1)).containsExactly(2);
        owner.unregister().await();
    }

    @Test
    void whileNobodyKeepsAnythingWhoHasMissedSomethingIsToldSoAndOthersGoAlong() {
        gateway.undeploy(notifications);
        RawSocket ann = guests.connect("/ws", "ann", "TRADER");
        subscribe(ann, List.of("trades:ann"), since("trades:ann", "e", 1));
        assertThat(confirmed(ann)).isNull();
        JsonObject failed = ann.await("subscription_failed").getJsonObject("data");
        assertThat(failed.getString("code")).isEqualTo("STORE_UNAVAILABLE");
        assertThat(failed.getBoolean("temporary")).isTrue();
        subscribe(ann, List.of(OWN), new JsonObject());
        assertThat(confirmed(ann))
                .isEqualTo(new JsonObject()
                        .put("channel", OWN)
                        .put("epoch", (Object) null)
                        .put("seq", 0)
                        .put("recovered", false));
        notifications = gateway.deployNotifications();
        guests.publish(OWN, 1, 2);
        assertThat(numbers(ann, 2)).isEqualTo(range(1, 2));
    }

    @Test
    void aSubscriptionThatCannotBeRecoveredGoesOnAsItWas() {
        RawSocket ann = guests.join("ann", "TRADER", OWN);
        guests.publish(OWN, 1, 1);
        JsonObject first = ann.await("told");
        gateway.undeploy(notifications);
        subscribe(ann, List.of(OWN), since(OWN, first.getString("epoch"), 0));
        assertThat(confirmed(ann)).isNull();
        assertThat(ann.await("subscription_failed").getJsonObject("data").getString("code"))
                .isEqualTo("STORE_UNAVAILABLE");
        JsonObject announced = new JsonObject()
                .put("channel", OWN)
                .put("epoch", first.getString("epoch"))
                .put("seq", 2)
                .put("type", "told")
                .put("kept", true)
                .put("data", new JsonObject().put("n", 2));
        gateway.vertx().eventBus().publish(Address.CHANNEL_MESSAGE.text(), announced);
        assertThat(numbers(ann, 1)).containsExactly(2);
        notifications = gateway.deployNotifications();
    }

    @Test
    void numberingGoesOnWhenTheNotificationNodeComesBack(@TempDir Path folder) {
        gateway.undeploy(notifications);
        JsonObject data = new JsonObject().put("dir", folder.toString());
        notifications = gateway.deployNotifications(new JsonObject(), data);
        RawSocket ann = guests.join("ann", "TRADER", OWN, "watchlist:BTC-USD");
        guests.publish(OWN, 1, 2);
        guests.publish("watchlist:BTC-USD", 1, 2);
        gateway.undeploy(notifications);
        notifications = gateway.deployNotifications(new JsonObject(), data);
        guests.publish(OWN, 3, 3);
        guests.publish("watchlist:BTC-USD", 3, 3);

        List<JsonObject> came =
                IntStream.range(0, 6).mapToObj(i -> ann.await("told")).toList();

        assertThat(came.stream().filter(message -> message.getString("channel").equals(OWN)))
                .extracting(message -> message.getLong("seq"))
                .containsExactly(1L, 2L, 3L);
        assertThat(came.stream().filter(message -> message.getString("channel").equals(OWN)))
                .extracting(message -> message.getString("epoch"))
                .containsOnly(came.get(0).getString("epoch"));
        assertThat(came.stream().filter(message -> !message.getString("channel").equals(OWN)))
                .extracting(message -> message.getLong("seq"))
                .containsExactly(1L, 2L, 1L);
        assertThat(publicationSeq(OWN)).isEqualTo(4);
        gateway.undeploy(notifications);
        notifications = gateway.deployNotifications();
    }

    private long publicationSeq(String channel) {
        return guests.publish(publication(channel, 4));
    }
}
