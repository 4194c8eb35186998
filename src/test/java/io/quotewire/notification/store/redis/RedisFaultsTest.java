package io.quotewire.notification.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.StoredNotification;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.StoreOpenException;
import io.quotewire.testkit.RedisProcess;
import io.quotewire.testkit.SlowRoad;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to a real server, and how the store bears it. */
final class RedisFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aServerThatEndsIsTroubleAtOnceAndItsReturnIsNoticed() {
        try (RedisProcess redis = RedisProcess.durable(folder);
                StoreNode node = new StoreNode(vertx, redis.address())) {
            StoredNotification third = Stream.of("1", "2", "3")
                    .map(title -> node.append("ann", title))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(node.health().ok()).isTrue();

            redis.stop();

            await().atMost(LONG).until(() -> node.openBreakers() == 2);
            assertThat(node.refusal("ann")).isEqualTo(Trouble.SILENT);
            assertThat(node.health().redis()).isFalse();
            node.awaitHealth(false, Trouble.SILENT);

            redis.restart();

            await().atMost(LONG).until(() -> node.openBreakers() == 0);
            assertThat(node.after("ann", third.epoch(), 3).recovered())
                    .as("before anything new came")
                    .isTrue();
            assertThat(node.insist("ann", "4").seq()).isEqualTo(4);
            node.awaitHealth(true, "in Redis");
            NotificationHistory missed = node.after("ann", third.epoch(), 2);
            assertThat(missed.recovered()).isFalse();
            assertThat(missed.messages()).extracting(StoredNotification::title).containsExactly("1", "2", "3", "4");
            assertThat(missed.epoch()).isNotEqualTo(third.epoch());
        }
    }

    @Test
    void aServerThatHangsIsGivenUpAndWhatItDoesLaterIsDoneOnce() {
        try (RedisProcess redis = RedisProcess.durable(folder);
                StoreNode node = new StoreNode(vertx, redis.address())) {
            node.append("ann", "1");

            redis.suspend();

            assertThatThrownBy(() -> node.start("ann", "2", "2").await()).matches(StoreNode::isUnavailable);
            await().atMost(LONG).until(() -> node.openBreakers() > 0);
            node.awaitHealth(false, Trouble.SILENT);

            redis.resume();

            node.insist("ann", "2");
            assertThat(node.titles("ann")).containsExactly("1", "2");
            node.awaitHealth(true, "in Redis");
        }
    }

    @Test
    void aLongRoadIsBorneAndOneThatIsTooLongIsNot() {
        try (RedisProcess redis = RedisProcess.durable(folder);
                SlowRoad road = new SlowRoad(vertx, redis.port());
                StoreNode node = new StoreNode(vertx, "redis://127.0.0.1:" + road.port())) {
            road.delay(20);
            List<Future<Appended>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(node.start("ann", "n" + i, null));
            }
            Future.all(all).await();
            assertThat(all.stream().map(done -> done.result().notification().seq()))
                    .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());

            road.delay(4_000);
            assertThat(node.refusal("bob")).isEqualTo(Trouble.SILENT);
            road.delay(0);

            node.insist("bob", "again");
            node.awaitHealth(true, "in Redis");
        }
    }

    @Test
    void aServerWithoutMemoryRefusesAndStillGivesOut() {
        try (RedisProcess redis = RedisProcess.durable(folder);
                StoreNode node = new StoreNode(vertx, redis.address())) {
            node.append("ann", "1");

            redis.command("CONFIG", "SET", "maxmemory", "1");

            assertThat(node.refusal("ann")).isEqualTo(Trouble.MEMORY);
            assertThat(node.titles("ann")).containsExactly("1");
            node.awaitHealth(false, Trouble.MEMORY);
            assertThat(node.health().redis()).isTrue();

            redis.command("CONFIG", "SET", "maxmemory", "0");

            assertThat(node.append("ann", "2").seq()).isEqualTo(2);
            node.awaitHealth(true, "in Redis");
        }
    }

    @Test
    void aReplicaIsLeftWhenItIsNoneAnyMore() {
        try (RedisProcess redis = RedisProcess.durable(folder);
                StoreNode node = new StoreNode(vertx, redis.address())) {
            StoredNotification first = node.append("ann", "1");

            redis.command("REPLICAOF", "127.0.0.1", "1");

            await().atMost(LONG).until(() -> node.refusal("ann").equals(Trouble.REPLICA));
            assertThat(node.titles("ann")).containsExactly("1");
            node.awaitHealth(false, Trouble.REPLICA);

            redis.command("REPLICAOF", "NO", "ONE");

            assertThat(node.insist("ann", "2").seq()).isEqualTo(2);
            assertThat(node.after("ann", first.epoch(), 1).messages()).hasSize(2);
            node.awaitHealth(true, "in Redis");
        }
    }

    @Test
    void aWrongPasswordStopsTheStartAndIsNotTold() {
        try (RedisProcess redis = RedisProcess.durable(folder)) {
            redis.command("ACL", "SETUSER", "app", "on", ">p@ss/1", "~*", "+@all");
            String place = "@127.0.0.1:" + redis.port();

            assertThatThrownBy(() -> new StoreNode(vertx, "redis://app:wrong" + place))
                    .isInstanceOf(StoreOpenException.class)
                    .hasMessageContaining(Trouble.PASSWORD)
                    .hasMessageNotContaining("wrong");
            try (StoreNode node = new StoreNode(vertx, "redis://app:p%40ss%2F1" + place)) {
                assertThat(node.append("ann", "1").seq()).isEqualTo(1);

                redis.command("ACL", "SETUSER", "app", "resetpass", ">other");
                redis.command("CLIENT", "KILL", "USER", "app");

                await().atMost(LONG).until(() -> !node.refusal("ann").isEmpty());
                node.awaitHealth(false, Trouble.PASSWORD);

                redis.command("ACL", "SETUSER", "app", "resetpass", ">p@ss/1");

                assertThat(node.insist("ann", "2").seq()).isEqualTo(2);
                node.awaitHealth(true, "in Redis");
            }
        }
    }

    @Test
    void aServerThatKeepsNothingIsADegradedStore() {
        try (RedisProcess redis = new RedisProcess(folder);
                StoreNode node = new StoreNode(vertx, redis.address())) {
            node.awaitHealth(false, "appendonly");
            StoredNotification last = Stream.of("1", "2")
                    .map(title -> node.append("ann", title))
                    .reduce((a, b) -> b)
                    .orElseThrow();

            redis.stop();
            redis.restart();

            StoredNotification next = node.insist("ann", "new");
            assertThat(next.seq()).isEqualTo(1);
            NotificationHistory history = node.after("ann", last.epoch(), last.seq());
            assertThat(history.recovered()).isFalse();
            assertThat(history.messages()).extracting(StoredNotification::title).containsExactly("new");
        }
    }

    @Test
    void aServerThatCameBackWithAnOlderStateTakesNoNumberTwiceUnnoticed() throws IOException {
        try (RedisProcess redis = RedisProcess.durable(folder);
                StoreNode node = new StoreNode(vertx, redis.address())) {
            String epoch = node.append("ann", "1").epoch();
            node.append("ann", "2");
            copy(folder.resolve("appendonlydir"), folder.resolve("copy"));
            node.append("ann", "lost 3");
            node.append("ann", "lost 4");

            redis.stop();
            copy(folder.resolve("copy"), folder.resolve("appendonlydir"));
            redis.restart();

            assertThat(node.insist("ann", "other 3").seq()).isEqualTo(3);
            node.insist("ann", "other 4");
            node.insist("ann", "other 5");
            for (long seen = 2; seen <= 4; seen++) {
                NotificationHistory history = node.after("ann", epoch, seen);
                assertThat(history.recovered()).isFalse();
                assertThat(history.messages())
                        .extracting(StoredNotification::title)
                        .containsExactly("1", "2", "other 3", "other 4", "other 5");
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void withoutEnoughReplicasNothingCountsAsStored() throws IOException {
        Path other = Files.createDirectories(folder.resolve("replica"));
        try (RedisProcess redis = RedisProcess.durable(folder);
                RedisProcess replica = RedisProcess.durable(other)) {
            replica.command("REPLICAOF", "127.0.0.1", String.valueOf(redis.port()));
            await().atMost(LONG)
                    .until(() -> replica.command("INFO", "replication").contains("master_link_status:up"));
            try (StoreNode node = new StoreNode(vertx, redis.address(), 1)) {
                assertThat(node.insist("ann", "1").seq()).isEqualTo(1);

                replica.suspend();
                assertThatThrownBy(() -> node.start("ann", "2", "2").await())
                        .matches(StoreNode::isUnavailable)
                        .hasMessage(Trouble.REPLICAS);
                assertThatThrownBy(() -> node.start("ann", "2", "2").await())
                        .as("the repetition waits for replicas too")
                        .matches(StoreNode::isUnavailable);
                replica.resume();

                assertThat(node.insist("ann", "2").seq()).isEqualTo(2);
                assertThat(node.titles("ann")).containsExactly("1", "2");
                replica.stop();
                node.awaitHealth(false, Trouble.REPLICAS);
            }
        }
    }

    @Test
    void nothingThatWasAnsweredIsLostOrTwiceThereThoughTheServerEndsTwice() {
        try (RedisProcess redis = RedisProcess.durable(folder);
                StoreNode one = new StoreNode(vertx, redis.address());
                StoreNode two = new StoreNode(vertx, redis.address())) {
            AtomicBoolean enough = new AtomicBoolean();
            List<CompletableFuture<List<String>>> publishers = Stream.of(one, two)
                    .map(node -> CompletableFuture.supplyAsync(() -> publishUntil(node, enough)))
                    .toList();

            for (int time = 1; time <= 2; time++) {
                long before = one.after("ann", null, 0).seq();
                await().atMost(LONG)
                        .ignoreExceptions()
                        .until(() -> one.after("ann", null, 0).seq() > before + 20);
                redis.stop();
                await().atMost(LONG).until(() -> one.openBreakers() > 0 && two.openBreakers() > 0);
                redis.restart();
                await().atMost(LONG).until(() -> one.openBreakers() + two.openBreakers() == 0);
            }
            enough.set(true);

            List<String> answered = publishers.stream()
                    .flatMap(publisher -> publisher.join().stream())
                    .toList();
            NotificationHistory kept = one.after("ann", null, 0);
            assertThat(kept.messages())
                    .extracting(StoredNotification::title)
                    .containsExactlyInAnyOrderElementsOf(answered);
            assertThat(kept.messages())
                    .extracting(StoredNotification::seq)
                    .isEqualTo(
                            LongStream.rangeClosed(1, answered.size()).boxed().toList());
        }
    }

    private static List<String> publishUntil(StoreNode node, AtomicBoolean enough) {
        List<String> answered = new ArrayList<>();
        while (!enough.get()) {
            String title = node.hashCode() + " " + answered.size();
            node.insist("ann", title);
            answered.add(title);
        }
        return answered;
    }
}
