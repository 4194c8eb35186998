package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is connected stands in a real Redis for others to read, and nobody who is connected depends on it. */
class MirrorTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String CONNECTIONS = "websocket:connections";
    private static final String SUBSCRIPTIONS = "websocket:subscriptions";
    private static final String ANNS = "subscriptions:ann";

    @TempDir
    Path folder;

    private RedisProcess redis;
    private GatewayHarness gateway;

    @BeforeEach
    void start() {
        redis = new RedisProcess(folder);
        gateway = new GatewayHarness(new JsonObject()
                .put("mirror", new JsonObject().put("redis", redis.address()).put("leaseSeconds", 3))
                .put("limits", new JsonObject().put("connectionsPerIp", 0)));
    }

    @AfterEach
    void stop() {
        gateway.close();
        redis.close();
    }

    private RawSocket connect(String user) {
        RawSocket socket = new RawSocket(
                gateway.port(), "/ws", Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER")));
        assertThat(socket.status()).isEqualTo(101);
        socket.await("connected");
        return socket;
    }

    private static void subscribe(RawSocket socket) {
        socket.send("{\"type\":\"subscribe\",\"symbols\":[\"BTC-USD\"],\"channels\":[\"portfolio\"]}");
        socket.await("subscription_confirmed");
    }

    private void awaitAnswer(String answer, String... command) {
        await().atMost(LONG).until(() -> redis.command(command), ("" + answer)::equals);
    }

    private void awaitCount(int count, String hash) {
        awaitAnswer(":" + count + "\r\n", "HLEN", hash);
    }

    private static String text(String value) {
        return "$" + value.length() + "\r\n" + value + "\r\n";
    }

    @Test
    void aConnectionStandsThereWhileItIsAndIsRemovedWithIt() throws Exception {
        try (RawSocket socket = connect("ann");
                RawSocket second = connect("ann")) {
            subscribe(socket);
            awaitAnswer(text("2"), "GET", ANNS);

            assertThat(redis.command("HVALS", CONNECTIONS))
                    .contains(
                            "\"user_id\":\"ann\"",
                            "\"username\":\"ann\"",
                            "\"role\":\"TRADER\"",
                            "\"message_count\":",
                            "\"connected_at\":\"20",
                            "\"last_heartbeat\":\"20");
            assertThat(redis.command("HVALS", SUBSCRIPTIONS)).contains("[\"prices:BTC-USD\",\"portfolio:ann\"]");
            subscribe(second);
            awaitAnswer(text("4"), "GET", ANNS);
            awaitCount(2, CONNECTIONS);
            second.send("{\"type\":\"unsubscribe\",\"symbols\":[\"BTC-USD\"]}");
            awaitAnswer(text("3"), "GET", ANNS);
        }
        awaitCount(0, CONNECTIONS);
        awaitCount(0, SUBSCRIPTIONS);
        awaitAnswer(":0\r\n", "EXISTS", ANNS);
    }

    @Test
    void whatDoesNotChangeStaysBeyondTheLease() throws Exception {
        try (RawSocket socket = connect("ann")) {
            subscribe(socket);
            awaitAnswer(text("2"), "GET", ANNS);
            String first = redis.command("HVALS", CONNECTIONS);
            // The heartbeat moves: it was told of again, so that no lease of its own had to last.
            await().atMost(LONG).until(() -> {
                socket.send("{\"type\":\"ping\"}");
                String now = redis.command("HVALS", CONNECTIONS);
                return !now.equals(first) && now.contains("ann");
            });
            assertThat(redis.command("GET", ANNS)).isEqualTo(text("2"));
            awaitCount(1, SUBSCRIPTIONS);
        }
    }

    @Test
    void whileRedisIsAwayNobodyNoticesAndThenItIsWrittenAnew() throws Exception {
        try (RawSocket socket = connect("ann")) {
            subscribe(socket);
            awaitAnswer(text("2"), "GET", ANNS);

            redis.stop();
            try (RawSocket other = connect("bob")) {
                subscribe(other);
                socket.send("{\"type\":\"ping\"}");
                socket.await("pong");
                redis.restart();

                awaitAnswer(text("2"), "GET", ANNS);
                awaitAnswer(text("2"), "GET", "subscriptions:bob");
                awaitCount(2, CONNECTIONS);
            }
            awaitCount(1, CONNECTIONS);
        }
    }

    @Test
    void whatAHangingRedisMissedIsMadeGood() throws Exception {
        try (RawSocket gone = connect("bob");
                RawSocket socket = connect("ann")) {
            subscribe(gone);
            awaitAnswer(text("2"), "GET", "subscriptions:bob");
            redis.suspend();
            gone.close();
            subscribe(socket);
            redis.resume();

            awaitAnswer(text("2"), "GET", ANNS);
            awaitAnswer(":0\r\n", "EXISTS", "subscriptions:bob");
            awaitCount(1, CONNECTIONS);
        }
    }

    @Test
    void whatANodeHasLeftWhoseLeaseHasEndedIsRemoved() throws Exception {
        try (RawSocket socket = connect("ann")) {
            subscribe(socket);
            awaitAnswer(text("2"), "GET", ANNS);
            for (int i = 0; i < 300; i++) {
                redis.command("HSET", CONNECTIONS, "dead-" + i, "{}");
                redis.command("HSET", "websocket:node:dead", "dead-" + i, "1 ann");
                redis.command("INCR", ANNS);
            }
            redis.command("ZADD", "websocket:nodes", "1", "dead");

            awaitAnswer(text("2"), "GET", ANNS);
            awaitCount(1, CONNECTIONS);
            awaitAnswer(":1\r\n", "ZCARD", "websocket:nodes");
        }
    }

    @Test
    void aNodeThatGoesTakesItsPartAlong() {
        RawSocket socket = connect("ann");
        subscribe(socket);
        awaitAnswer(text("2"), "GET", ANNS);

        gateway.close();

        assertThat(redis.command("EXISTS", CONNECTIONS, SUBSCRIPTIONS, ANNS, "websocket:nodes"))
                .isEqualTo(":0\r\n");
    }
}
