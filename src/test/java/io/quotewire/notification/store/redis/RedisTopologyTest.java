package io.quotewire.notification.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.StoredNotification;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentinels and a cluster, of real servers. */
final class RedisTopologyTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Path sub(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Test
    void whenAMasterEndsTheSentinelsReplicaGoesOn() throws IOException {
        try (RedisProcess master = RedisProcess.durable(sub("master"));
                RedisProcess replica = RedisProcess.durable(sub("replica"))) {
            replica.command("REPLICAOF", "127.0.0.1", String.valueOf(master.port()));
            await().atMost(LONG)
                    .until(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
            Path config = Files.writeString(
                    sub("sentinel").resolve("sentinel.conf"),
                    "sentinel monitor quotes 127.0.0.1 " + master.port() + " 1\n"
                            + "sentinel down-after-milliseconds quotes 1000\nsentinel failover-timeout quotes 5000\n");
            try (RedisProcess sentinel = RedisProcess.sentinel(config)) {
                await().atMost(LONG)
                        .until(() -> sentinel.command("SENTINEL", "SLAVES", "quotes")
                                .contains("\r\n" + replica.port() + "\r\n"));
                goesOnAfterTheEnd(master, "redis+sentinel://127.0.0.1:" + sentinel.port() + "/quotes");
            }
        }
    }

    private void goesOnAfterTheEnd(RedisProcess master, String address) {
        try (StoreNode node = new StoreNode(vertx, address, 1)) {
            StoredNotification first = node.insist("ann", "1");

            master.stop();
            try (StoreNode after = new StoreNode(vertx, address)) {
                assertThat(after.insist("ann", "2").seq()).isEqualTo(2);
                assertThat(after.titles("ann")).containsExactly("1", "2");
                assertThat(after.after("ann", first.epoch(), 1).messages()).hasSize(2);
            }
            assertThat(node.titles("ann")).containsExactly("1", "2");
        }
    }

    @Test
    void aClusterHasEachUserOnOneOfItsServers() throws IOException {
        try (RedisProcess one = clustered("one");
                RedisProcess two = clustered("two")) {
            one.command("CLUSTER", "ADDSLOTSRANGE", "0", "8191");
            two.command("CLUSTER", "ADDSLOTSRANGE", "8192", "16383");
            one.command("CLUSTER", "MEET", "127.0.0.1", String.valueOf(two.port()));
            await().atMost(LONG)
                    .until(() -> List.of(one, two).stream()
                            .allMatch(
                                    server -> server.command("CLUSTER", "INFO").contains("cluster_state:ok")));
            try (StoreNode node = new StoreNode(vertx, "redis+cluster://127.0.0.1:" + one.port())) {
                List<String> users =
                        IntStream.range(0, 40).mapToObj(i -> "user{" + i).toList();
                for (int round = 1; round <= 3; round++) {
                    for (String user : users) {
                        assertThat(node.insist(user, "n" + round).seq()).isEqualTo(round);
                    }
                }

                NotificationHeads heads = node.heads(users);
                assertThat(heads.heads())
                        .hasSize(40)
                        .allSatisfy((user, head) -> assertThat(head.seq()).isEqualTo(3));
                assertThat(node.titles("user{7")).containsExactly("n1", "n2", "n3");
                assertThat(List.of(one, two))
                        .allSatisfy(
                                server -> assertThat(server.command("DBSIZE")).isNotEqualTo(":0\r\n"));
            }
        }
    }

    private RedisProcess clustered(String name) throws IOException {
        return new RedisProcess(sub(name), "--cluster-enabled", "yes", "--appendonly", "yes");
    }
}
