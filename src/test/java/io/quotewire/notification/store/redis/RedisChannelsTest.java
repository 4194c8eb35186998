package io.quotewire.notification.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelHeadsQuery;
import io.quotewire.bus.ChannelHistory;
import io.quotewire.bus.Unrecovered;
import io.quotewire.kit.redis.RedisAddress;
import io.quotewire.notification.store.ChannelStoreContract;
import io.quotewire.notification.store.HistoryLimits;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.Numbered;
import io.quotewire.testkit.RedisProcess;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of channels over a real server, and what only stores in Redis promise of them. */
final class RedisChannelsTest extends ChannelStoreContract {
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
    void nodesCountTogetherWhetherAChannelIsKeptOrNot() {
        NotificationStore other = call(() -> open(LIMITS));
        for (String channel : List.of("trades:ann", "watchlist:BTC-USD")) {
            Numbered first = append(publication(channel, 1, "k"), NOON);
            assertThat(call(() -> other.channels().append(publication(channel, 2, null), NOON)))
                    .isEqualTo(new Numbered(first.epoch(), 2, false));
            assertThat(call(() -> other.channels().append(publication(channel, 3, "k"), NOON)))
                    .isEqualTo(new Numbered(first.epoch(), 1, true));
        }
        assertThat(numbers(after("trades:ann", null, 0))).containsExactly(1, 2);
        call(other::close);
    }

    @Test
    void afterAStartThatLostNothingPositionsGoOnUnderAnotherEpoch() {
        Numbered before = append("trades:ann", 1);
        append("trades:ann", 2, 3);
        redis.stop();
        redis.restart();

        Numbered after = Awaitility.await().ignoreExceptions().until(() -> append("trades:ann", 4), appended -> true);

        assertThat(after.seq()).isEqualTo(4);
        assertThat(after.epoch()).isNotEqualTo(before.epoch());
        ChannelHistory missed = after("trades:ann", before.epoch(), 2);
        assertThat(missed.recovered()).isTrue();
        assertThat(numbers(missed)).containsExactly(3, 4);
        assertThat(missed.at().epoch()).isEqualTo(after.epoch());
        assertThat(after("trades:ann", before.epoch(), 4).reason()).isEqualTo(Unrecovered.EPOCH);
    }

    @Test
    void aClusterHasAllOfAChannelOnOneServer(@TempDir Path other) {
        try (RedisProcess server = new RedisProcess(other, "--cluster-enabled", "yes", "--appendonly", "yes")) {
            server.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            Awaitility.await().until(() -> server.command("CLUSTER", "INFO").contains("cluster_state:ok"));
            RedisAddress address = RedisAddress.parse("redis+cluster://127.0.0.1:" + server.port())
                    .orElseThrow();
            RedisSettings settings = new RedisSettings(address, "test", 2, 5_000, 4_096, 0);
            NotificationStore before = store;
            store = call(() -> new RedisOpening(vertx, settings).open(LIMITS, texts));
            for (String channel : List.of("trades:{ann}", "trades:bob", "watchlist:BTC-USD")) {
                append(publication(channel, 1, "k"), NOON);
                assertThat(append(channel, 2).seq()).isEqualTo(2);
                assertThat(append(publication(channel, 3, "k"), NOON).seq()).isEqualTo(1);
            }
            assertThat(numbers(after("trades:{ann}", null, 0))).containsExactly(1, 2);
            ChannelHeadsQuery all = new ChannelHeadsQuery(List.of("trades:{ann}", "trades:bob", "watchlist:BTC-USD"));
            assertThat(call(() -> store.channels().heads(all)).heads().values())
                    .extracting(ChannelHead::seq)
                    .containsExactly(2L, 2L, 2L);
            call(() -> store.close());
            store = before;
        }
    }

    @Test
    void aStoreThatLostEverythingSaysSoWithAnotherEpoch() {
        append("trades:ann", 1, 5);
        ChannelHistory before = after("trades:ann", null, 0);
        redis.command("FLUSHALL");

        append("trades:ann", 6);

        ChannelHistory lost = after("trades:ann", before.at().epoch(), before.seq());
        assertThat(lost.reason()).isEqualTo(Unrecovered.EPOCH);
        assertThat(seqs(lost)).containsExactly(1L);
    }

    @Test
    void whatWasKeptIsNotGivenOutAcrossATimeInWhichNothingWas() {
        append("trades:ann", 1, 2);
        NotificationStore other = call(() -> open(new HistoryLimits(10, LIMITS.maxAge())));
        call(() -> other.channels().append(publication("trades:ann", 3, null), NOON));
        append("trades:ann", 4);

        ChannelHistory history = after("trades:ann", null, 1);
        assertThat(seqs(history)).containsExactly(4L);
        assertThat(history.reason()).isEqualTo(Unrecovered.EXPIRED);
        call(other::close);
    }
}
