package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.NodeProcess;
import io.quotewire.testkit.RawSocket;
import io.quotewire.testkit.RedisProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nodes that were killed have left in the mirror goes with their leases. */
class MirrorIT {
    private static final String CONNECTIONS = "websocket:connections";

    @TempDir
    Path folder;

    private NodeProcess node(String name, RedisProcess redis) throws IOException {
        return NodeProcess.run(
                folder.resolve(name),
                List.of("-Xmx256m"),
                "--set",
                "gateway.auth.secret=" + GatewayHarness.SECRET,
                "--set",
                "gateway.mirror.redis=" + redis.address(),
                "--set",
                "gateway.mirror.leaseSeconds=3",
                "--set",
                "gateway.mirror.prefix=seen:");
    }

    private static RawSocket connect(NodeProcess node, String user) {
        RawSocket socket = new RawSocket(
                URI.create(node.gateway()).getPort(),
                "/ws?channels=portfolio",
                Map.of("Authorization", "Bearer " + GatewayHarness.token(user, "TRADER")));
        assertThat(socket.status()).isEqualTo(101);
        socket.await("subscription_confirmed");
        return socket;
    }

    private static void awaitAnswer(RedisProcess redis, String answer, String... command) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> redis.command(command), answer::equals);
    }

    @Test
    void theirEntriesGoWithTheLeaseAndThoseOfTheLivingStay() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("redis"));
        try (RedisProcess redis = new RedisProcess(disk);
                NodeProcess a = node("a", redis);
                NodeProcess b = node("b", redis)) {
            a.awaitReady();
            b.awaitReady();
            try (RawSocket ann = connect(a, "ann");
                    RawSocket annElsewhere = connect(b, "ann");
                    RawSocket bob = connect(b, "bob")) {
                awaitAnswer(redis, "$1\r\n2\r\n", "GET", "seen:subscriptions:ann");
                awaitAnswer(redis, ":3\r\n", "HLEN", "seen:" + CONNECTIONS);

                a.process().destroyForcibly().waitFor();

                awaitAnswer(redis, ":2\r\n", "HLEN", "seen:" + CONNECTIONS);
                awaitAnswer(redis, "$1\r\n1\r\n", "GET", "seen:subscriptions:ann");
                assertThat(redis.command("HVALS", "seen:" + CONNECTIONS)).contains("\"bob\"", "\"ann\"");

                b.process().destroyForcibly().waitFor();

                // Nobody is left to remove anything.
                awaitAnswer(
                        redis,
                        ":0\r\n",
                        "EXISTS",
                        "seen:" + CONNECTIONS,
                        "seen:websocket:subscriptions",
                        "seen:subscriptions:ann",
                        "seen:subscriptions:bob");
            }
        }
    }
}
