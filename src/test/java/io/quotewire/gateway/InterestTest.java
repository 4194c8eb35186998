package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.Address;
import io.quotewire.bus.Tick;
import io.quotewire.bus.TickGroup;
import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A gateway takes from the bus what somebody there wants, and misses nothing of it. */
final class InterestTest {
    private static final int ROUNDS = 4;
    private static final int UPDATES = 40;

    private static GatewayHarness gateway(int lingerSeconds) {
        return new GatewayHarness(new JsonObject("{\"eventLoops\":1,\"limits\":{\"connectionsPerIp\":0},\"prices\":"
                + "{\"lingerSeconds\":" + lingerSeconds + "}}"));
    }

    private static RawSocket subscribed(GatewayHarness gateway, String symbol) {
        RawSocket client = new RawSocket(gateway.port(), "/ws");
        client.await("connected");
        client.send("{\"type\":\"subscribe\",\"mode\":\"all\",\"symbols\":[\"" + symbol + "\"]}");
        return client;
    }

    private static int groups(GatewayHarness gateway) {
        return gateway.figures().getInteger("groups");
    }

    /** The addresses on which batches of ticks come in from now on. */
    private static Queue<String> inbound(GatewayHarness gateway) {
        Queue<String> addresses = new ConcurrentLinkedQueue<>();
        gateway.vertx().eventBus().addInboundInterceptor(delivery -> {
            if (delivery.message().address().startsWith(Address.FEED_TICKS.text())) {
                addresses.add(delivery.message().address());
            }
            delivery.next();
        });
        return addresses;
    }

    private static Queue<JsonObject> hellos(GatewayHarness gateway) {
        Queue<JsonObject> hellos = new ConcurrentLinkedQueue<>();
        gateway.vertx()
                .eventBus()
                .<JsonObject>consumer(Address.FEED_HELLO.text(), message -> hellos.add(message.body()));
        return hellos;
    }

    private static Tick tick(String symbol, long seq) {
        return new Tick(symbol, seq, "fake", 1, String.valueOf(seq), null, null, null, null, null, null, null, null);
    }

    private static long seq(JsonObject message) {
        return message.getLong("seq");
    }

    @Test
    void whatNobodyWantsDoesNotComeIn() throws Exception {
        try (GatewayHarness gateway = gateway(30)) {
            Queue<String> inbound = inbound(gateway);
            gateway.ticks("BTC-USD", "1");
            gateway.ticks("ETH-USD", "1");
            gateway.awaitDealtWith();
            assertThat(inbound).isEmpty();
            assertThat(groups(gateway)).isZero();

            try (RawSocket client = subscribed(gateway, "BTC-USD")) {
                client.await("subscription_confirmed");
                assertThat(client.next().getBoolean("snapshot")).isTrue();
                assertThat(groups(gateway)).isEqualTo(1);
                gateway.ticks("ETH-USD", "2", "3");
                gateway.ticks("BTC-USD", "2");
                assertThat(client.next().getJsonObject("data").getString("price"))
                        .isEqualTo("2");
                assertThat(inbound).containsOnly(Address.ticks(TickGroup.of("BTC-USD")));
            }
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    @Test
    void theSecondClientOfAGroupNeedsNoRegistrationAndNoSnapshotOfItsOwn() throws Exception {
        try (GatewayHarness gateway = gateway(30)) {
            gateway.ticks("BTC-USD", "1");
            Queue<JsonObject> hellos = hellos(gateway);
            try (RawSocket first = subscribed(gateway, "BTC-USD")) {
                first.await("subscription_confirmed");
                gateway.awaitDealtWith();
                int asked = hellos.size();
                assertThat(asked).isPositive();
                try (RawSocket second = subscribed(gateway, "BTC-USD")) {
                    second.await("subscription_confirmed");
                    gateway.awaitDealtWith();
                    assertThat(hellos).hasSize(asked);
                    assertThat(groups(gateway)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void whatNobodyWantsAnyMoreIsGivenUpAfterAWhileAndNothingCountsAsLost() throws Exception {
        try (GatewayHarness gateway = gateway(2)) {
            gateway.ticks("BTC-USD", "1");
            JsonObject before = gateway.figures();
            try (RawSocket client = subscribed(gateway, "BTC-USD")) {
                client.await("subscription_confirmed");
            }
            await().until(() -> gateway.figures().getInteger("subscriptions") == 0);
            assertThat(groups(gateway)).as("it lingers").isEqualTo(1);
            await().until(() -> groups(gateway) == 0);
            assertThat(gateway.figures()).isEqualTo(before);

            gateway.ticks("BTC-USD", "2", "3");
            gateway.ticks("BTC-USD", "4");
            Queue<JsonObject> hellos = hellos(gateway);
            try (RawSocket client = subscribed(gateway, "BTC-USD")) {
                client.await("subscription_confirmed");
                assertThat(client.next().getJsonObject("data").getString("price"))
                        .isEqualTo("4");
                gateway.ticks("BTC-USD", "5");
                assertThat(client.next().getJsonObject("data").getString("price"))
                        .isEqualTo("5");
                assertThat(gateway.figures().getLong("lostBatches")).isZero();
                assertThat(hellos).as("one question was enough").hasSize(1);
            }
        }
    }

    @Test
    void whatNobodyWantsIsAsOldAsADigest() throws Exception {
        try (GatewayHarness gateway = gateway(30);
                RawSocket client = new RawSocket(gateway.port(), "/ws")) {
            deployFeed(gateway, 5, 500);
            client.await("connected");
            long first = 0;
            for (int i = 0; i < 3; i++) {
                long before = first;
                await().until(() -> sequenceOf(client, "SOL-USD") > before);
                first = sequenceOf(client, "SOL-USD");
            }
            assertThat(groups(gateway)).isZero();
            assertThat(gateway.figures().getLong("lostBatches")).isZero();
        }
    }

    private static long sequenceOf(RawSocket client, String symbol) {
        client.send("{\"type\":\"get_price\",\"symbol\":\"" + symbol + "\"}");
        JsonObject answer = client.next();
        return answer.getString("type").equals("price")
                ? answer.getJsonObject("data").getLong("seq")
                : 0;
    }

    private static void deployFeed(GatewayHarness gateway, int symbols, double rate) {
        JsonObject simulator = new JsonObject()
                .put("type", "simulator")
                .put("symbols", symbols)
                .put("rate", rate);
        JsonObject config = new JsonObject()
                .put("feed", new JsonObject().put("sources", new JsonObject().put("sim", simulator)))
                .put("node", new JsonObject().put("id", "other"));
        gateway.vertx()
                .deployVerticle("io.quotewire.feed.FeedVerticle", new DeploymentOptions().setConfig(config))
                .await();
        await().until(() -> gateway.figures().getInteger("symbols") >= symbols);
    }

    /** Each round begins with nobody listening to anything, while prices come all the time. */
    @Test
    void betweenTheSnapshotAndWhatFollowsNoTickIsMissing() throws Exception {
        try (GatewayHarness gateway = gateway(1)) {
            deployFeed(gateway, 100, 4_000);
            Map<Integer, String> oneOfEach = new LinkedHashMap<>();
            try (RawSocket asking = new RawSocket(gateway.port(), "/ws")) {
                asking.await("connected");
                simulated(asking).forEach(symbol -> oneOfEach.putIfAbsent(TickGroup.of(symbol), symbol));
            }
            assertThat(oneOfEach).hasSize(TickGroup.COUNT);
            for (int round = 0; round < ROUNDS; round++) {
                await().atMost(Duration.ofSeconds(20)).until(() -> groups(gateway) == 0);
                List<RawSocket> clients = new ArrayList<>();
                for (String symbol : oneOfEach.values()) {
                    clients.add(subscribed(gateway, symbol));
                }
                for (RawSocket client : clients) {
                    hasEveryTick(client);
                    client.close();
                }
            }
            assertThat(gateway.figures().getLong("lostBatches")).isZero();
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    /** While prices come all the time, everything is wanted, and then again only one symbol. */
    @Test
    void whileAllIsWantedATurnIsOneMessageAndNoTickIsMissingBeforeOrAfter() throws Exception {
        try (GatewayHarness gateway = gateway(1)) {
            deployFeed(gateway, 100, 2_000);
            String symbol;
            try (RawSocket asking = new RawSocket(gateway.port(), "/ws")) {
                asking.await("connected");
                symbol = simulated(asking).get(0);
            }
            String single = Address.ticks(TickGroup.of(symbol));
            String whole = Address.FEED_TICKS.text();
            Queue<String> inbound = inbound(gateway);
            try (RawSocket client = subscribed(gateway, symbol)) {
                AtomicLong seq = new AtomicLong(firstSeq(client));
                follow(client, seq, () -> isAllThatComes(inbound, single));
                assertThat(inbound).doesNotContain(whole);

                RawSocket everything = new RawSocket(gateway.port(), "/ws/prices");
                follow(client, seq, () -> isAllThatComes(inbound, whole));
                bothCameForAWhile(inbound, single, whole);
                inbound.clear();

                everything.close();
                follow(client, seq, () -> isAllThatComes(inbound, single));
                bothCameForAWhile(inbound, whole, single);
                assertThat(groups(gateway)).isEqualTo(1);
            }
            assertThat(gateway.figures().getLong("lostBatches")).isZero();
            assertThat(gateway.complaints()).isEmpty();
        }
    }

    private static boolean isAllThatComes(Queue<String> inbound, String address) {
        List<String> seen = List.copyOf(inbound);
        return seen.size() >= 20
                && seen.subList(seen.size() - 20, seen.size()).stream().allMatch(address::equals);
    }

    private static void bothCameForAWhile(Queue<String> inbound, String before, String after) {
        List<String> seen = List.copyOf(inbound);
        assertThat(seen.indexOf(after)).isBetween(0, seen.lastIndexOf(before));
    }

    /** Reads updates until something is so; each must follow the one before. */
    private static void follow(RawSocket client, AtomicLong seq, BooleanSupplier until) {
        long giveUpNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!until.getAsBoolean()) {
            assertThat(System.nanoTime()).as("gives up").isLessThan(giveUpNanos);
            for (int i = 0; i < 5; i++) {
                assertThat(seq(client.await("update"))).isEqualTo(seq.incrementAndGet());
            }
        }
    }

    private static long firstSeq(RawSocket client) {
        client.await("subscription_confirmed");
        JsonObject snapshot = client.next();
        assertThat(snapshot.getBoolean("snapshot")).isTrue();
        return seq(snapshot);
    }

    private static List<String> simulated(RawSocket asking) {
        asking.send("{\"type\":\"symbols\"}");
        return asking.await("symbols").getJsonObject("data").getJsonArray("symbols").stream()
                .map(JsonObject.class::cast)
                .filter(symbol -> symbol.getString("source").equals("simulated"))
                .map(symbol -> symbol.getString("symbol"))
                .toList();
    }

    private static void hasEveryTick(RawSocket client) {
        JsonObject confirmed = client.await("subscription_confirmed");
        long seq = confirmed
                .getJsonObject("data")
                .getJsonArray("channels")
                .getJsonObject(0)
                .getLong("seq");
        JsonObject snapshot = client.next();
        assertThat(snapshot.getBoolean("snapshot")).isTrue();
        assertThat(seq(snapshot)).isEqualTo(seq);
        for (int i = 0; i < UPDATES; i++) {
            assertThat(seq(client.await("update"))).isEqualTo(++seq);
        }
    }

    @Test
    void aFeedThatDoesNotAnswerKeepsNobodyWaiting() throws Exception {
        try (GatewayHarness gateway = gateway(30)) {
            gateway.ticks("BTC-USD", "1");
            gateway.feed().fallMute();
            try (RawSocket client = subscribed(gateway, "BTC-USD")) {
                client.send("{\"type\":\"ping\"}");
                client.await("subscription_confirmed");
                assertThat(client.next().getJsonObject("data").getString("price"))
                        .isEqualTo("1");
                assertThat(client.next().getString("type"))
                        .as("what was asked next is answered next")
                        .isEqualTo("pong");
                gateway.ticks("BTC-USD", "2");
                assertThat(client.await("update").getJsonObject("data").getString("price"))
                        .isEqualTo("2");
            }
        }
    }

    @Test
    void theLastBatchIsMissedWhenNoneFollowsIt() throws Exception {
        try (GatewayHarness gateway = gateway(30)) {
            gateway.feed().publish(List.of(tick("BTC-USD", 1)));
            try (RawSocket client = subscribed(gateway, "BTC-USD")) {
                client.await("subscription_confirmed");
                assertThat(seq(client.next())).isEqualTo(1);
                gateway.feed().publishLost(List.of(tick("BTC-USD", 2)));

                assertThat(seq(client.await("update"))).isEqualTo(2);
                assertThat(gateway.figures().getLong("lostBatches")).isEqualTo(1);
                gateway.feed().publish(List.of(tick("BTC-USD", 3)));
                assertThat(seq(client.await("update"))).isEqualTo(3);
                assertThat(gateway.figures().getLong("lostBatches")).isEqualTo(1);
            }
        }
    }

    @Test
    void whoWantsEverythingHasEverythingListenedTo() throws Exception {
        try (GatewayHarness gateway = gateway(1)) {
            gateway.ticks("BTC-USD", "1");
            gateway.ticks("ETH-USD", "1");
            try (RawSocket client = new RawSocket(gateway.port(), "/ws/prices")) {
                assertThat(client.await("price_update")
                                .getJsonObject("data")
                                .getJsonObject("prices")
                                .fieldNames())
                        .contains("BTC-USD", "ETH-USD");
                await().until(() -> groups(gateway) == TickGroup.COUNT);
                gateway.ticks("ETH-USD", "2");
                assertThat(client.await("price_update")
                                .getJsonObject("data")
                                .getJsonObject("prices")
                                .fieldNames())
                        .containsExactly("ETH-USD");
            }
            await().until(() -> groups(gateway) == 0);
        }
    }
}
