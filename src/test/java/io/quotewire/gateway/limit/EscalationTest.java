package io.quotewire.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.AsyncMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which closed connections have an address blocked; the clock is the test's, and several nodes share one map. */
final class EscalationTest {
    private static final String PROXY = "10.0.0.1";
    private static final String ONE = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";
    private static final long MINUTE_MS = 60_000;

    private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);
    private final List<String> blocked = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private AsyncMap<String, String> map;

    @BeforeEach
    void open() {
        map = vertx.sharedData().<String, String>getAsyncMap("closes").await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Escalation node(int blockAfter) {
        return node(blockAfter, context);
    }

    private Escalation node(int blockAfter, Context owner) {
        return Escalation.to(
                owner,
                new RecentCloses(map, blockAfter, nowMs::get),
                900,
                PROXY::equals,
                (address, seconds, reason) -> {
                    blocked.add(address + " for " + seconds + ": " + reason);
                    return Future.succeededFuture();
                });
    }

    /** Waits until everything told before was counted. */
    private void settle() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        context.runOnContext(
                first -> map.size().onComplete(counted -> context.runOnContext(last -> settled.complete(null))));
        settled.join();
    }

    private void close(Escalation node, String ip) {
        node.closed(ip);
        settle();
    }

    @Test
    void theThirdCloseBlocksAndTheNextThreeBlockAgain() {
        Escalation node = node(3);
        close(node, ONE);
        close(node, ONE);
        assertThat(blocked).isEmpty();

        close(node, ONE);

        assertThat(blocked)
                .containsExactly(ONE + " for 900: 3 connections closed for going too far, within 10 minutes");
        close(node, ONE);
        close(node, ONE);
        assertThat(blocked).hasSize(1);
        close(node, ONE);
        assertThat(blocked).hasSize(2);
    }

    @Test
    void closesOnSeveralNodesAreCountedTogether() {
        Escalation a = node(3);
        Escalation b = node(3);
        close(a, ONE);
        close(b, ONE);
        close(a, OTHER);
        assertThat(blocked).isEmpty();
        close(b, ONE);
        assertThat(blocked).singleElement().asString().startsWith(ONE + " ");
    }

    @Test
    void whatIsTenMinutesOldDoesNotCount() {
        Escalation node = node(3);
        close(node, ONE);
        nowMs.addAndGet(5 * MINUTE_MS);
        close(node, ONE);
        nowMs.addAndGet(5 * MINUTE_MS);
        close(node, ONE);
        assertThat(blocked).as("the first is ten minutes old").isEmpty();
        nowMs.addAndGet(5 * MINUTE_MS - 1);
        close(node, ONE);
        assertThat(blocked).as("the second is not").hasSize(1);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneAndProxiesAreSpared() {
        Escalation node = node(2);
        close(node, "2001:db8::1");
        close(node, "2001:db8:0:1::1");
        assertThat(blocked).isEmpty();
        close(node, "2001:db8:0:0:5::2");
        assertThat(blocked).singleElement().asString().startsWith("2001:db8:0:0:0:0:0:0/64 ");
        for (int i = 0; i < 10; i++) {
            close(node, PROXY);
        }
        assertThat(blocked).hasSize(1);
    }

    @Test
    void nobodyIsBlockedWhereThatIsOff() {
        Escalation.off().closed(ONE);
        Escalation.off().tick();
        settle();
        assertThat(map.size().await()).isZero();
        assertThat(blocked).isEmpty();
    }

    @Test
    void ofManyClosesAtOnceNoneIsLostAndEachBlockIsGivenOnce() {
        List<Escalation> nodes = Stream.generate(() -> node(5, ((VertxInternal) vertx).createEventLoopContext()))
                .limit(4)
                .toList();
        for (int i = 0; i < 4_000; i++) {
            nodes.get(i % 4).closed(ONE);
        }
        Awaitility.await().until(() -> blocked.size() >= 800 && map.size().await() == 0);
        assertThat(blocked).hasSize(800);
    }

    @Test
    void whatIsLongOverIsForgotten() {
        Escalation node = node(3);
        close(node, ONE);
        nowMs.addAndGet(9 * MINUTE_MS);
        close(node, OTHER);
        nowMs.addAndGet(MINUTE_MS);
        context.runOnContext(there -> node.tick());
        settle();
        assertThat(map.keys().await()).containsExactly(OTHER);
    }

    /** Against a list of times for each address, by whatever clock. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261121})
    void whateverComesTheBlocksAreThoseOfAPlainCount(long seed) {
        Random random = new Random(seed);
        int blockAfter = 1 + random.nextInt(5);
        List<Escalation> nodes = List.of(node(blockAfter), node(blockAfter));
        Map<String, Deque<Long>> plain = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            nowMs.addAndGet(random.nextInt(3) == 0 ? random.nextInt(400_000) : random.nextInt(1_000));
            String ip = "192.0.2." + random.nextInt(3);
            Deque<Long> times = plain.computeIfAbsent(ip, first -> new ArrayDeque<>());
            times.removeIf(time -> time <= nowMs.get() - 10 * MINUTE_MS);
            times.add(nowMs.get());
            if (times.size() == blockAfter) {
                expected.add(ip);
                times.clear();
            }
            close(nodes.get(random.nextInt(2)), ip);
            if (random.nextInt(20) == 0) {
                context.runOnContext(there -> nodes.get(0).tick());
            }
        }
        assertThat(blocked)
                .extracting(text -> text.substring(0, text.indexOf(' ')))
                .isEqualTo(expected);
        assertThat(expected).isNotEmpty();
    }
}
