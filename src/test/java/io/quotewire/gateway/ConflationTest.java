package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices over real sockets, to those who keep up, to those who do not, and to those who want less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConflationTest {
    private static final int FLOOD = 60_000;
    private static final int A_BATCH = 500;
    private GatewayHarness gateway;

    @BeforeAll
    void start() {
        gateway = new GatewayHarness(new JsonObject("{\"limits\":{\"connectionsPerIp\":0}}"));
        gateway.ticks("BTC-USD", "1");
        gateway.ticks("ETH-USD", "1");
    }

    @AfterAll
    void stop() {
        assertThat(gateway.complaints()).isEmpty();
        gateway.close();
    }

    private RawSocket subscribed(String terms) {
        RawSocket client = new RawSocket(gateway.port(), "/ws");
        client.await("connected");
        client.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\",\"ETH-USD\"]" + terms + "}");
        client.await("subscription_confirmed");
        assertThat(client.next().getBoolean("snapshot")).isTrue();
        assertThat(client.next().getBoolean("snapshot")).isTrue();
        return client;
    }

    private void tick(String symbol, int from, int count) {
        gateway.ticks(
                symbol,
                IntStream.range(from, from + count).mapToObj(String::valueOf).toArray(String[]::new));
    }

    private static String symbol(JsonObject update) {
        return update.getJsonObject("data").getString("symbol");
    }

    private static String price(JsonObject update) {
        return update.getJsonObject("data").getString("price");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"mode\":\"all\"", ",\"batch\":true", ",\"mode\":\"all\",\"batch\":true"})
    void whoKeepsUpGetsEveryTickInOrder(String terms) throws Exception {
        try (RawSocket client = subscribed(terms)) {
            Map<String, Integer> next = new HashMap<>(Map.of("BTC-USD", 1000, "ETH-USD", 5000));
            for (int i = 0; i < 40; i++) {
                tick("BTC-USD", 1000 + 5 * i, 5);
                tick("ETH-USD", 5000 + 5 * i, 5);
            }
            int batches = 0;
            while (next.get("BTC-USD") < 1200 || next.get("ETH-USD") < 5200) {
                JsonObject message = client.next();
                boolean batch = message.getString("type").equals("batch");
                batches += batch ? 1 : 0;
                JsonArray all = batch ? message.getJsonArray("data") : new JsonArray().add(message);
                for (int i = 0; i < all.size(); i++) {
                    JsonObject update = all.getJsonObject(i);
                    assertThat(update.containsKey("merged")).isFalse();
                    assertThat(price(update))
                            .isEqualTo(String.valueOf(next.merge(symbol(update), 1, Integer::sum) - 1));
                }
            }
            assertThat(batches > 0).isEqualTo(terms.contains("batch"));
        }
    }

    @Test
    void whoReadsNothingForAWhileGetsTheNewestAndWhatItStandsFor() throws Exception {
        try (RawSocket slow = subscribed("");
                RawSocket other = subscribed("")) {
            long seqBefore =
                    status(slow).getJsonObject("lanes").getJsonObject("prices").getLong("published");
            assertThat(seqBefore).isZero();
            for (int i = 0; i < FLOOD; i += A_BATCH) {
                tick("BTC-USD", i, A_BATCH);
                readUntil(other, "BTC-USD", i + A_BATCH - 1);
            }
            assertThat(gateway.figures().getInteger("waiting")).isPositive();
            int stoodFor = 0;
            int messages = 0;
            int merged = 0;
            while (stoodFor < FLOOD) {
                JsonObject update = slow.next();
                int count = update.getInteger("merged", 1);
                assertThat(price(update)).isEqualTo(String.valueOf(stoodFor + count - 1));
                if (count > 1) {
                    assertThat(update.getString("low")).isEqualTo(String.valueOf(stoodFor));
                    assertThat(update.getString("high")).isEqualTo(String.valueOf(stoodFor + count - 1));
                }
                stoodFor += count;
                messages++;
                merged += count - 1;
            }
            assertThat(stoodFor).isEqualTo(FLOOD);
            assertThat(merged).isPositive();
            JsonObject ledger = status(slow).getJsonObject("lanes").getJsonObject("prices");
            assertThat(ledger)
                    .isEqualTo(new JsonObject()
                            .put("published", FLOOD)
                            .put("delivered", messages)
                            .put("merged", merged)
                            .put("dropped", 0)
                            .put("waiting", 0));
        }
    }

    private static void readUntil(RawSocket client, String symbol, int last) {
        while (true) {
            JsonObject update = client.next();
            if (symbol(update).equals(symbol) && price(update).equals(String.valueOf(last))) {
                return;
            }
        }
    }

    private static JsonObject status(RawSocket client) {
        client.send("{\"type\":\"get_status\"}");
        return client.await("status").getJsonObject("data");
    }

    @Test
    void aRateThatIsAskedForIsKeptAndTheLastValueComes() throws Exception {
        try (RawSocket client = subscribed(",\"maxRate\":4")) {
            long start = System.nanoTime();
            tick("BTC-USD", 0, 1000);
            JsonObject first = client.next();
            JsonObject second = client.next();
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(price(first)).isEqualTo("0");
            assertThat(second.getInteger("merged")).isEqualTo(999);
            assertThat(price(second)).isEqualTo("999");
            assertThat(second.getString("low")).isEqualTo("1");
            assertThat(seconds).as("not sooner than a quarter of a second").isGreaterThan(0.2);
            tick("ETH-USD", 7, 1);
            assertThat(price(client.next())).as("each symbol has its own rate").isEqualTo("7");
            client.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"]}");
            client.await("subscription_confirmed");
            client.next();
            tick("BTC-USD", 0, 3);
            assertThat(Stream.of(client.next(), client.next(), client.next()).map(ConflationTest::price))
                    .as("without a rate again")
                    .containsExactly("0", "1", "2");
        }
    }

    @Test
    void whoWantsAllAndDoesNotReadIsClosed() throws Exception {
        try (RawSocket slow = subscribed(",\"mode\":\"all\"");
                RawSocket other = subscribed("")) {
            int subscriptions = gateway.figures().getInteger("subscriptions");
            for (int i = 0; gateway.figures().getInteger("subscriptions") == subscriptions; i += A_BATCH) {
                tick("BTC-USD", i, A_BATCH);
                readUntil(other, "BTC-USD", i + A_BATCH - 1);
                assertThat(i).isLessThan(1_000_000);
            }
            JsonObject message = slow.next();
            while (!message.getString("type").equals("closed")) {
                message = slow.next();
            }
            assertThat(message.getInteger("code")).isEqualTo(4413);
        }
    }

    @Test
    void everyPriceComesOnceAnIntervalWithWhatItStandsFor() throws Exception {
        try (RawSocket client = new RawSocket(gateway.port(), "/ws/prices")) {
            client.await("connected");
            JsonObject first =
                    client.await("price_update").getJsonObject("data").getJsonObject("prices");
            assertThat(first.fieldNames()).contains("BTC-USD", "ETH-USD");
            tick("ETH-USD", 0, 50);
            tick("BTC-USD", 100, 1);
            int stoodFor = 0;
            boolean other = false;
            while (stoodFor < 50 || !other) {
                JsonObject prices =
                        client.await("price_update").getJsonObject("data").getJsonObject("prices");
                assertThat(List.of("ETH-USD", "BTC-USD")).containsAll(prices.fieldNames());
                if (prices.containsKey("ETH-USD")) {
                    JsonObject value = prices.getJsonObject("ETH-USD");
                    stoodFor += value.getInteger("merged", 1);
                    assertThat(value.getString("price")).isEqualTo(String.valueOf(stoodFor - 1));
                }
                other |= prices.containsKey("BTC-USD");
            }
            JsonObject ledger = status(client).getJsonObject("lanes").getJsonObject("all");
            assertThat(ledger.getInteger("published")).isEqualTo(51);
            assertThat(ledger.getInteger("delivered") + ledger.getInteger("merged"))
                    .isEqualTo(51);
        }
    }

    @Test
    void aGatewayThatIsBehindGivesTheNewestToAllButThoseWhoWantAll() throws Exception {
        int burst = MarketIntake.TICKS_BEHIND + 1;
        try (RawSocket latest = subscribed("");
                RawSocket all = subscribed(",\"mode\":\"all\"")) {
            long before = gateway.figures().getLong("turnsBehind");
            tick("BTC-USD", 0, burst);
            JsonObject update = latest.next();
            assertThat(update.getInteger("merged")).isEqualTo(burst);
            assertThat(price(update)).isEqualTo(String.valueOf(burst - 1));
            for (int i = 0; i < burst; i++) {
                assertThat(price(all.next())).isEqualTo(String.valueOf(i));
            }
            assertThat(gateway.figures().getLong("turnsBehind")).isGreaterThan(before);
        }
    }
}
