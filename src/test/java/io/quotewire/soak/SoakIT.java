package io.quotewire.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.GatewayHarness;
import io.quotewire.testkit.LongTest;
import io.quotewire.testkit.Vitals;
import io.quotewire.testkit.WatchedNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half an hour of coming and going over every transport, at a process with a small heap; {@code -Dquotewire.soak.minutes}
 * says another time. Every sixth of it tells what the process holds. What it holds with the same clients at the end is what
 * it held after the first sixth, and without any clients what it held before.
 */
@LongTest
class SoakIT {
    private static final int MINUTES = Integer.getInteger("quotewire.soak.minutes", 30);
    private static final int ROUNDS = 6;
    private static final int LASTING = 500;
    private static final int LOOKS_BEFORE = 25;
    private static final double MEMORY_RATIO = 1.3;
    private static final long MEMORY_SLACK = 8L * 1024 * 1024;
    private static final int FEW = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** What the process holds, and how many descriptors that no client has the other end of. */
    private record Reading(Vitals vitals, int descriptors) {}

    private final Instant begin = Instant.now();

    @TempDir
    Path dir;

    @Test
    void whatHasComeAndGoneLeavesNothingBehind() throws Exception {
        try (WatchedNode node = WatchedNode.start(
                        dir,
                        List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m"),
                        "gateway.eventLoops=2",
                        "gateway.auth.secret=" + GatewayHarness.SECRET,
                        "gateway.limits.connectionsPerIp=0",
                        "gateway.limits.connectionsPerUser=0",
                        "gateway.limits.handshakeSeconds=5",
                        "gateway.limits.heartbeatSeconds=5",
                        "gateway.limits.idleSeconds=20",
                        "feed.sources.sim.rate=40");
                Crowd crowd = new Crowd(node.port())) {
            Vitals empty = warmedUp(node);
            say("nobody there", crowd, empty);
            crowd.settle(LASTING);
            say("everybody there", crowd, quiet(node, crowd).vitals());
            Reading warm = null;
            for (int round = 1; round <= ROUNDS; round++) {
                pass(crowd, Duration.ofMinutes(MINUTES).dividedBy(ROUNDS));
                say("among comers and goers", crowd, node.vitalsAfterGc());
                if (round == 1) {
                    warm = quiet(node, crowd);
                    say("after the first round", crowd, warm.vitals());
                }
            }
            Reading end = quiet(node, crowd);
            say("at the end", crowd, end.vitals());
            assertThat(crowd.count().losses()).as("clients that were cut").isEmpty();
            compare(warm, end);
            crowd.dismiss();
            Reading after = quiet(node, crowd);
            say("nobody there", crowd, after.vitals());
            assertThat(after.vitals().gateway().copy().put("lostBatches", 0).put("groups", 0))
                    .isEqualTo(empty.gateway().copy().put("lostBatches", 0).put("groups", 0));
            compare(warm, after);
            assertThat(node.isWell()).as(node.err()).isTrue();
            assertThat(node.err().lines().filter(line -> line.contains(" ERROR ")))
                    .isEmpty();
        }
    }

    /** Threads are made as they are needed first; what looks at the process needs some of them. */
    private static Vitals warmedUp(WatchedNode node) {
        for (int i = 0; i < LOOKS_BEFORE; i++) {
            node.vitals();
        }
        return node.vitalsAfterGc();
    }

    private static void pass(Crowd crowd, Duration time) {
        Instant end = Instant.now().plus(time);
        crowd.churn(true);
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .atMost(time.plusMinutes(1))
                .until(() -> !Instant.now().isBefore(end));
    }

    private static Reading quiet(WatchedNode node, Crowd crowd) {
        crowd.churn(false);
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() -> isQuiet(node, crowd));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(crowd.count() + " but " + node.vitals().gateway(), e);
        }
        Vitals vitals = node.vitalsAfterGc();
        return new Reading(vitals, vitals.descriptors() - crowd.count().sockets());
    }

    /** Who comes and goes is gone, and everybody else is accounted for. */
    private static boolean isQuiet(WatchedNode node, Crowd crowd) {
        Crowd.Count here = crowd.count();
        Vitals there = node.vitals();
        return here.passing() == 0
                && there.figure("sessions") == here.lasting()
                && there.figure("connections") == here.lasting()
                && there.figure("subscriptions") == here.subscriptions()
                && there.figure("firehose") == here.firehose()
                && there.figure("requestless") == 0;
    }

    private static void compare(Reading before, Reading after) {
        Vitals warm = before.vitals();
        Vitals now = after.vitals();
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(now.timers()).as("timers").isEqualTo(warm.timers());
        softly.assertThat(now.figure("consumers")).as("consumers").isEqualTo(warm.figure("consumers"));
        softly.assertThat(now.threads()).as("threads").isLessThanOrEqualTo(warm.threads() + FEW);
        softly.assertThat(after.descriptors())
                .as("descriptors but those of clients")
                .isLessThanOrEqualTo(before.descriptors() + FEW);
        softly.assertThat(now.heap()).as("heap").isLessThan(bound(warm.heap()));
        softly.assertThat(now.direct()).as("direct memory").isLessThan(bound(warm.direct()));
        softly.assertAll();
    }

    private static long bound(long bytes) {
        return (long) (bytes * MEMORY_RATIO) + MEMORY_SLACK;
    }

    private void say(String when, Crowd crowd, Vitals vitals) {
        Crowd.Count count = crowd.count();
        System.out.printf(
                "soak %5d s, %s: %s; clients: %d stay, %d come and go, %d sockets, %d came, %d lost, %d held up, %s received%n",
                Duration.between(begin, Instant.now()).toSeconds(),
                when,
                vitals,
                count.lasting(),
                count.passing(),
                count.sockets(),
                count.came(),
                count.losses().size(),
                count.excused(),
                Vitals.mebibytes(count.bytes()));
    }
}
