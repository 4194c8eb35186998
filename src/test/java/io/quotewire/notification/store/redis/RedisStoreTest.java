package io.quotewire.notification.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.StoredNotification;
import io.quotewire.kit.redis.RedisAddress;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.NotificationStoreContract;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a real server, and what only stores in Redis promise. */
final class RedisStoreTest extends NotificationStoreContract {
    @TempDir
    static Path folder;

    private static RedisProcess redis;

    private final AtomicLong made = new AtomicLong();
    private final Supplier<String> texts = () -> "text" + made.incrementAndGet();

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.durable(folder);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @Override
    protected Future<NotificationStore> open(HistoryLimits limits) {
        RedisAddress address = RedisAddress.parse(redis.address()).orElseThrow();
        RedisSettings settings = new RedisSettings(address, "test", 2, 5_000, 4_096, 0);
        return new RedisOpening(vertx, settings).open(limits, texts).map(opened -> opened);
    }

    @Test
    void everythingIsThereForAnotherNode() {
        append("ann", 1, 3);
        StoredNotification keyed =
                append(request("ann", "keyed", "k1", null, true), NOON).notification();
        ack("ann", "phone", 2);
        call(() -> store.markRead(new NotificationRead("ann", keyed.id())));
        String epoch = after("ann", null, 0L).epoch();
        NotificationStore first = store;

        store = call(() -> open(LIMITS));

        assertThat(after("ann", null, 0L).epoch()).isEqualTo(epoch);
        assertThat(after("ann", epoch, 2L).recovered()).isTrue();
        assertThat(seqs(ofDevice("ann", "phone"))).containsExactly(3L, 4L);
        assertThat(append(request("ann", "again", "k1", null, false), NOON).repeated())
                .isTrue();
        assertThat(append("ann", "next").seq()).isEqualTo(5);
        assertThat(after("ann", null, 3L).messages().get(0).read()).isTrue();
        assertThat(ack("ann", "tablet", 4).receipts()).hasSize(1);
        call(first::close);
    }

    @Test
    void aStoreThatLostEverythingSaysSoWithAnotherEpoch() {
        append("ann", 1, 5);
        NotificationHistory before = after("ann", null, 0L);
        redis.command("FLUSHALL");

        append("ann", 6, 6);

        NotificationHistory lost = after("ann", before.epoch(), before.seq());
        assertThat(lost.epoch()).isNotEqualTo(before.epoch());
        assertThat(lost.recovered()).isFalse();
        assertThat(seqs(lost)).containsExactly(1L);
    }
}
