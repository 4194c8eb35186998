package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a living connection when its user shows another token. */
class RoleChangeTest {
    private static final List<String> SYMBOLS =
            IntStream.range(0, 30).mapToObj(i -> "S" + i + "-USD").toList();
    private final List<RawSocket> sockets = new ArrayList<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong rounds = new AtomicLong();
    private GatewayHarness gateway;
    private JsonObject before;

    @BeforeEach
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"eventLoops\":1,\"limits\":{\"messagesPerSecond\":0}}"));
        gateway.deployNotifications();
        gateway.feed(SYMBOLS.toArray(String[]::new));
        before = gateway.figures();
    }

    @AfterEach
    void stop() throws IOException {
        for (RawSocket socket : sockets) {
            socket.close();
        }
        gateway.awaitFigures(before);
        gateway.close();
    }

    private RawSocket connect(String user, String role) {
        Map<String, String> headers =
                user.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + GatewayHarness.token(user, role));
        RawSocket socket = new RawSocket(gateway.port(), "/ws", headers);
        sockets.add(socket);
        socket.await("connected");
        return socket;
    }

    private static void authenticate(RawSocket socket, String user, String role) {
        socket.send(new JsonObject()
                .put("type", "authenticate")
                .put("id", "again")
                .put("token", GatewayHarness.token(user, role))
                .encode());
    }

    private static void subscribe(RawSocket socket, List<String> channels, String more) {
        socket.send(new JsonObject("{\"type\":\"subscribe\"" + more + "}")
                .put("channels", new JsonArray(channels))
                .encode());
        JsonArray confirmed = awaitNoted(socket, "subscription_confirmed", new HashMap<>())
                .getJsonObject("data")
                .getJsonArray("channels");
        assertThat(confirmed).hasSize(channels.size());
    }

    private static List<String> prices(List<String> symbols) {
        return symbols.stream().map(symbol -> "prices:" + symbol).toList();
    }

    /** The next message of a type; of every update on the way, that nothing is missing before it. */
    private static JsonObject awaitNoted(RawSocket socket, String type, Map<String, Long> seqs) {
        while (true) {
            JsonObject message = socket.next();
            if (message.getString("type").equals("update")) {
                note(message, seqs);
            } else if (message.getString("type").equals(type)) {
                return message;
            }
        }
    }

    private static void note(JsonObject update, Map<String, Long> seqs) {
        String channel = update.getString("channel");
        long seq = update.getLong("seq");
        Long last = seqs.put(channel, seq);
        if (last != null && !update.getBoolean("snapshot", false)) {
            assertThat(seq).as(channel).isEqualTo(last + update.getInteger("merged", 1));
        }
    }

    private Thread market() {
        Thread market = new Thread(() -> {
            while (running.get()) {
                gateway.round(rounds.incrementAndGet(), SYMBOLS);
                gateway.awaitDealtWith();
            }
        });
        market.start();
        return market;
    }

    @Test
    void fromTraderToViewerTheOldestTenGoOnWithoutAGapAndAllElseEnds() throws InterruptedException {
        List<String> order = new ArrayList<>(SYMBOLS);
        Collections.shuffle(order, new Random(7));
        RawSocket ann = connect("ann", "TRADER");
        subscribe(ann, prices(order.subList(0, 4)), ",\"maxRate\":50");
        subscribe(ann, prices(order.subList(4, 12)), ",\"mode\":\"all\"");
        subscribe(
                ann,
                Stream.concat(prices(order.subList(12, 30)).stream(), Stream.of("portfolio:ann", "trades:ann"))
                        .toList(),
                "");
        Thread market = market();
        Map<String, Long> seqs = new HashMap<>();
        while (seqs.size() < 30 || Collections.min(seqs.values()) < 20) {
            note(ann.await("update"), seqs);
        }

        authenticate(ann, "ann", "VIEWER");

        JsonObject accepted = awaitNoted(ann, "authenticated", seqs);
        assertThat(accepted.getJsonObject("data").getString("role")).isEqualTo("VIEWER");
        JsonObject ended = awaitNoted(ann, "unsubscribed", seqs).getJsonObject("data");
        List<String> remaining = prices(order.subList(0, 10));
        assertThat(ended.getString("reason")).isEqualTo("role change");
        assertThat(ended.getJsonArray("channels"))
                .containsExactlyElementsOf(
                        Stream.concat(prices(order.subList(10, 30)).stream(), Stream.of("portfolio:ann", "trades:ann"))
                                .map(Object.class::cast)
                                .toList());
        assertThat(ended.getJsonArray("remaining")).isEqualTo(new JsonArray(remaining));
        Map<String, Long> at = new HashMap<>(seqs);
        for (int i = 0; i < 1_000; i++) {
            JsonObject update = ann.next();
            assertThat(update.getString("channel")).isIn(remaining);
            note(update, seqs);
        }
        assertThat(remaining)
                .allSatisfy(channel -> assertThat(seqs.get(channel)).isGreaterThan(at.get(channel)));
        running.set(false);
        market.join();
        ann.send("{\"type\":\"get_status\"}");
        assertThat(awaitNoted(ann, "status", seqs).getJsonObject("data").getJsonArray("subscriptions"))
                .isEqualTo(new JsonArray(remaining));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRADER", "ADMIN"})
    void aTokenOfTheSameOrAHigherRoleChangesNothingAndResetsNothing(String role) {
        RawSocket ann = connect("ann", "TRADER");
        subscribe(ann, List.of("prices:S0-USD", "portfolio:ann"), "");
        gateway.round(1, SYMBOLS);
        Map<String, Long> seqs = new HashMap<>();
        note(ann.await("update"), seqs);
        authenticate(ann, "ann", role);
        assertThat(ann.next().getString("type")).isEqualTo("authenticated");
        gateway.round(2, SYMBOLS);
        JsonObject next = ann.next();
        assertThat(next.getBoolean("snapshot")).isNull();
        note(next, seqs);
        assertThat(seqs).containsEntry("prices:S0-USD", 2L);
    }

    @Test
    void anotherUserIsForbiddenAndNothingChanges() {
        RawSocket ann = connect("ann", "TRADER");
        subscribe(ann, List.of("prices:S0-USD", "portfolio:ann"), "");
        authenticate(ann, "bob", "VIEWER");
        assertThat(ann.await("error").getJsonObject("data").getString("code")).isEqualTo("FORBIDDEN");
        ann.send("{\"type\":\"get_status\"}");
        JsonObject status = ann.await("status").getJsonObject("data");
        assertThat(status.getString("user")).isEqualTo("ann");
        assertThat(status.getString("role")).isEqualTo("TRADER");
        assertThat(status.getJsonArray("subscriptions")).hasSize(2);
    }

    @Test
    void fromAnonymousToAUserEverythingGoesOn() {
        RawSocket socket = connect("", "");
        subscribe(socket, List.of("prices:S0-USD", "prices:S1-USD", "prices:S2-USD", "watchlist:S0-USD"), "");
        authenticate(socket, "ann", "VIEWER");
        socket.await("authenticated");
        socket.send("{\"type\":\"get_status\"}");
        JsonObject next = socket.next();
        assertThat(next.getString("type")).isEqualTo("status");
        assertThat(next.getJsonObject("data").getJsonArray("subscriptions")).hasSize(4);
    }

    @Test
    void whatASuperAdminHadUnaskedEndsWithTheRole() {
        RawSocket root = connect("root", "SUPER_ADMIN");
        subscribe(root, List.of("portfolio:bob", "room:r", "portfolio:root", "prices:S0-USD"), "");
        authenticate(root, "root", "TRADER");
        root.await("authenticated");
        JsonObject ended = root.await("unsubscribed").getJsonObject("data");
        assertThat(ended.getJsonArray("channels").stream().map(String::valueOf))
                .containsExactlyInAnyOrder("portfolio:bob", "room:r");
        assertThat(ended.getJsonArray("remaining")).hasSize(2);
    }

    @Test
    void anExpiredTokenIsToldAndTheConnectionEndsUnlessAFreshOneComes() {
        // Accepted since clocks may differ by 30 seconds; the grace of 30 seconds has nearly passed.
        long expired = System.currentTimeMillis() / 1000 - 26;
        String token = GatewayHarness.sign(
                new JsonObject().put("sub", "ann").put("role", "TRADER").put("exp", expired));
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        RawSocket late = new RawSocket(gateway.port(), "/ws", headers);
        RawSocket fresh = new RawSocket(gateway.port(), "/ws", headers);
        sockets.addAll(List.of(late, fresh));
        for (RawSocket socket : sockets) {
            assertThat(socket.await("error").getJsonObject("data").getString("code"))
                    .isEqualTo("TOKEN_EXPIRED");
        }
        authenticate(fresh, "ann", "TRADER");
        fresh.await("authenticated");
        assertThat(late.await("closed").getInteger("code")).isEqualTo(4401);
        fresh.send("{\"type\":\"ping\"}");
        assertThat(fresh.next().getString("type")).isEqualTo("pong");
    }
}
