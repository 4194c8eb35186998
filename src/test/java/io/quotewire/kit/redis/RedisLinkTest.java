package io.quotewire.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.RedisProcess;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a connection that was lost is made again. */
final class RedisLinkTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private <T> Future<T> call(Supplier<Future<T>> task) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> task.get().onComplete(promise));
        return promise.future();
    }

    private RedisLink link(int port) {
        RedisAddress address = RedisAddress.parse("redis://127.0.0.1:" + port).orElseThrow();
        return call(() -> Future.succeededFuture(new RedisLink(vertx, "test", address, new LinkLimits(1_000, 100))))
                .await();
    }

    private boolean answers(RedisLink link) {
        Future<?> asked = call(() -> link.ask(Request.cmd(Command.PING)));
        try {
            asked.await(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception failure) {
            assertThat(failure).isInstanceOf(RedisUnavailableException.class);
            return false;
        }
    }

    @Test
    void whoIsNoRedisIsTriedLaterAndLater() {
        List<Long> triedAt = Collections.synchronizedList(new ArrayList<>());
        NetServer nobody = vertx.createNetServer()
                .connectHandler(socket -> {
                    triedAt.add(System.nanoTime() / 1_000_000);
                    socket.close();
                })
                .listen(0, "127.0.0.1")
                .await();
        RedisLink link = link(nobody.actualPort());

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !answers(link) && triedAt.size() >= 4);

        for (int i = 1; i < 4; i++) {
            assertThat(triedAt.get(i) - triedAt.get(i - 1))
                    .as("pause %d", i)
                    .isGreaterThanOrEqualTo((250L << (i - 1)) - 50);
        }
        call(link::close).await();
    }

    @Test
    void aConnectionThatWorkedIsMadeAgainAtOnce() {
        try (RedisProcess redis = new RedisProcess(folder)) {
            RedisLink link = link(redis.port());
            assertThat(answers(link)).isTrue();

            for (int i = 0; i < 20; i++) {
                redis.command("CLIENT", "KILL", "TYPE", "normal");
                // What is under way when the connection breaks fails; nothing that is asked for later does.
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> answers(link) || answers(link) || answers(link));
            }
            call(link::close).await();
        }
    }

    @Test
    void aServerThatComesLaterIsFound() {
        RedisProcess redis = new RedisProcess(folder);
        redis.stop();
        RedisLink link = link(redis.port());
        for (int i = 0; i < 10; i++) {
            assertThat(answers(link)).isFalse();
        }

        redis.restart();

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answers(link));
        assertThat(link.isUp()).isTrue();
        call(link::close).await();
        redis.close();
    }
}
