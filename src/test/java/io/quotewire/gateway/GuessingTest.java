package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever tries other users' channels, by whatever name, gets nothing, and each attempt is on the record. */
class GuessingTest {
    private static final int ATTEMPTS = 1_000;
    private static final int BATCH = 10;
    private static final List<String> OWNED = List.of("portfolio", "trades", "user");

    /** Who they are; some are called nearly as the one whose channels they want. */
    private static final List<String> GUESSERS =
            List.of("ann", "Bob", "bo", "bob2", "b\u043Eb", "bob.", "BOB", "bob ", "%62ob", "b");

    private static final List<String> LOOK_ALIKES = List.of("b\u043Eb", "\u0184ob", "bo\u0184", "\uFF42ob", "b\u00F6b");

    private final List<RawSocket> sockets = new ArrayList<>();
    private final List<JsonObject> audited = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        BackendRegistries.setupBackend(new MicrometerMetricsOptions(), registry);
        gateway = new GatewayHarness(
                new JsonObject(
                        "{\"eventLoops\":1,"
                                + "\"limits\":{\"connectionsPerIp\":0,\"connectionsPerUser\":0,\"messagesPerSecond\":0,\"violationsPerMinute\":0}}"));
        gateway.deployNotifications();
        gateway.vertx().eventBus().<JsonObject>consumer(Address.AUDIT_EVENT.text(), event -> audited.add(event.body()));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.close();
        BackendRegistries.stop(MicrometerMetricsOptions.DEFAULT_REGISTRY_NAME);
    }

    private RawSocket connect(String path, String user, String role) {
        RawSocket socket = new RawSocket(
                gateway.port(), path, Map.of("Authorization", "Bearer " + GatewayHarness.token(user, role)));
        sockets.add(socket);
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    private double count(String meter, String tag, String value) {
        return registry.find(meter).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static String flipped(Random random, String text) {
        StringBuilder flipped = new StringBuilder();
        text.chars()
                .forEach(c -> flipped.append(
                        random.nextBoolean()
                                ? String.valueOf((char) c).toUpperCase(Locale.ROOT)
                                : String.valueOf((char) c)));
        return flipped.toString();
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        text.chars().forEach(c -> encoded.append('%').append(String.format("%02X", c)));
        return encoded.toString();
    }

    /** A name that somebody could take for bob's. */
    private static String guess(Random random, String guesser) {
        String namespace = OWNED.get(random.nextInt(OWNED.size()));
        String bob = namespace + ":bob";
        return switch (random.nextInt(18)) {
            case 0 -> bob;
            case 1 -> flipped(random, namespace) + ":bob";
            case 2 -> namespace + ":" + flipped(random, "bob");
            case 3 -> namespace + ":" + encoded("bob");
            case 4 -> encoded(namespace) + "%3Abob";
            case 5 -> namespace + ":%2562ob";
            case 6 -> namespace + ":" + LOOK_ALIKES.get(random.nextInt(LOOK_ALIKES.size()));
            case 7 -> "p\u043Ertfolio:bob";
            case 8 -> bob.substring(0, bob.length() - 1 - random.nextInt(2)) + "*";
            case 9 -> bob + ".".repeat(1 + random.nextInt(3));
            case 10 -> bob + '\u0000' + guesser;
            case 11 -> namespace + ":" + guesser + "\u0000bob";
            case 12 -> namespace + ":" + guesser + ":bob";
            case 13 -> namespace + "::bob";
            case 14 -> namespace + ":" + "bob".repeat(80).substring(0, 200 + random.nextInt(40));
            case 15 -> namespace + ":\u200Bbob" + "\u202E".repeat(random.nextInt(2));
            case 16 -> namespace + ":../bob";
            default -> " " + bob + "\t".repeat(random.nextInt(2));
        };
    }

    @Test
    void ofAThousandAttemptsNonePassesAndAllAreOnTheRecord() {
        Random random = new Random(20261121);
        Map<String, RawSocket> guessers = new HashMap<>();
        GUESSERS.forEach(name -> guessers.put(name, connect("/ws", name, random.nextBoolean() ? "TRADER" : "ANALYST")));
        RawSocket bob = connect("/ws", "bob", "TRADER");
        bob.send("{\"type\":\"subscribe\",\"channels\":[\"portfolio\",\"trades\"]}");
        bob.await("subscription_confirmed");

        for (int i = 0; i < ATTEMPTS; i += BATCH) {
            attempt(random, guessers, i / BATCH);
        }

        assertThat(count("channel.refusals", "action", "subscribe")).isEqualTo(ATTEMPTS);
        assertThat(count("audit.events", "action", "SECURITY_VIOLATION")).isEqualTo(ATTEMPTS);
        Awaitility.await()
                .until(() ->
                        audited.stream().anyMatch(row -> row.getString("action").equals("SECURITY_VIOLATION")));
        assertThat(audited)
                .filteredOn(row -> row.getString("action").equals("SECURITY_VIOLATION"))
                .allSatisfy(row -> {
                    assertThat(row.getString("userId")).isIn(GUESSERS);
                    assertThat(row.getJsonObject("details").getString("what"))
                            .isIn("channel portfolio", "channel trades", "channel user", "channel another");
                });
        publishEverywhere();
        assertThat(bob.await("secret").getString("channel")).isEqualTo("portfolio:bob");
        guessers.values().forEach(socket -> {
            socket.send("{\"type\":\"ping\"}");
            assertThat(socket.next().getString("type")).isEqualTo("pong");
        });
    }

    private void attempt(Random random, Map<String, RawSocket> guessers, int batch) {
        String guesser = GUESSERS.get(batch % GUESSERS.size());
        JsonArray names = new JsonArray();
        while (names.size() < BATCH) {
            String name = guess(random, guesser);
            boolean own = OWNED.stream().anyMatch(namespace -> name.equals(namespace + ":" + guesser));
            if (!own && !names.contains(name)) {
                names.add(name);
            }
        }
        RawSocket socket = guessers.get(guesser);
        socket.send(
                new JsonObject().put("type", "subscribe").put("channels", names).encode());
        assertThat(socket.next().getJsonObject("data").getJsonArray("channels"))
                .as("of " + names + " to " + guesser)
                .isEmpty();
        for (int i = 0; i < BATCH; i++) {
            JsonObject refused = socket.next();
            assertThat(refused.getString("type")).isEqualTo("subscription_failed");
            assertThat(refused.getJsonObject("data").getString("code")).isIn("FORBIDDEN", "UNKNOWN_CHANNEL");
            assertThat(refused.getJsonObject("data").getString("channel")).isEqualTo(names.getString(i));
        }
    }

    private void publishEverywhere() {
        for (String namespace : OWNED) {
            for (String key : List.of("bob", "BOB ", "bob..")) {
                gateway.vertx()
                        .eventBus()
                        .request(
                                Address.CHANNEL_PUBLISH.text(),
                                new JsonObject()
                                        .put("channel", namespace + ":" + key)
                                        .put("type", "secret"))
                        .await();
            }
        }
    }

    @Test
    void theHandshakesWishesAndOtherRequestsAreNoWayAround() {
        String name = URLEncoder.encode("portfolio:bob", StandardCharsets.UTF_8);
        RawSocket ann = connect("/ws?channels=" + name + ",trades:bob,portfolio:ann", "ann", "TRADER");
        assertThat(ann.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels"))
                .singleElement()
                .asString()
                .contains("portfolio:ann");
        ann.await("subscription_failed");
        ann.await("subscription_failed");
        for (String request : List.of("history", "ack")) {
            ann.send("{\"type\":\"" + request + "\",\"channel\":\"portfolio:bob\",\"seq\":1}");
            assertThat(ann.await("error").getJsonObject("data").getString("code"))
                    .isEqualTo("FORBIDDEN");
        }
        ann.send("{\"type\":\"publish\",\"data\":{\"channel\":\"user:bob\",\"data\":{}}}");
        assertThat(ann.await("error").getJsonObject("data").getString("code")).isEqualTo("FORBIDDEN");
        ann.send(new JsonObject()
                .put("type", "subscribe")
                .put("channels", new JsonArray().add("portfolio:" + "x".repeat(300)))
                .encode());
        assertThat(ann.await("error").getJsonObject("data").getString("code")).isEqualTo("BAD_MESSAGE");
        assertThat(count("channel.refusals", "action", "subscribe")).isEqualTo(3);
        assertThat(count("channel.refusals", "action", "history")).isEqualTo(1);
        assertThat(count("channel.refusals", "action", "publish")).isEqualTo(1);
        assertThat(count("audit.events", "action", "SECURITY_VIOLATION"))
                .as("the five, and the message that makes no sense")
                .isEqualTo(6);
    }

    /** + yes, F forbidden, U needs a user. */
    @ParameterizedTest
    @CsvSource({
        "ANONYMOUS,+,U,U,U,U,U,+,U,U,+",
        "VIEWER,+,+,F,F,+,F,+,F,F,+",
        "TRADER,+,+,+,F,+,F,+,F,F,+",
        "ANALYST,+,+,+,F,+,F,+,F,+,+",
        "ADMIN,+,+,+,F,+,F,+,F,+,+",
        "SUPER_ADMIN,+,+,+,+,+,+,+,+,+,+"
    })
    void everyRoleGetsOverTheWireWhatTheTableSays(
            String role,
            String prices,
            String notifications,
            String own,
            String theirs,
            String user,
            String theirUser,
            String watchlist,
            String room,
            String analysis,
            String system) {
        List<String> expected =
                List.of(prices, notifications, own, theirs, user, theirUser, watchlist, room, analysis, system);
        JsonArray channels = new JsonArray(List.of(
                "prices:BTC-USD",
                "notifications",
                "portfolio:ann",
                "portfolio:bob",
                "user:ann",
                "user:bob",
                "watchlist:BTC-USD",
                "room:r",
                "analysis:a",
                "system"));
        RawSocket socket = role.equals("ANONYMOUS")
                ? new RawSocket(gateway.port(), "/ws")
                : connect("/sockjs/websocket", "ann", role);
        sockets.add(socket);
        socket.send(new JsonObject()
                .put("type", "subscribe")
                .put("channels", channels)
                .encode());

        List<String> says = new ArrayList<>();
        JsonArray confirmed =
                socket.await("subscription_confirmed").getJsonObject("data").getJsonArray("channels");
        Map<String, String> answers = new HashMap<>();
        confirmed.forEach(one -> answers.put(((JsonObject) one).getString("channel"), "+"));
        for (int i = confirmed.size(); i < channels.size(); i++) {
            JsonObject refused = socket.await("subscription_failed").getJsonObject("data");
            answers.put(refused.getString("channel"), refused.getString("code").substring(0, 1));
        }
        IntStream.range(0, channels.size()).forEach(i -> says.add(answers.get(channels.getString(i))));
        assertThat(says).isEqualTo(expected);
    }
}
