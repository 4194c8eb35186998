package io.quotewire.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.testkit.OwnCluster;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes in processes of their own, and clients that come, go, vanish and publish at random while nodes are killed and
 * started again: who is where, how many connections there are and what is kept is what a model says, after each step.
 */
class PresenceIT {
    private static final int STEPS = 50;

    @TempDir
    Path dir;

    @Test
    void afterFiftyJoinsLeavesKillsAndRestartsEverythingIsAsAModelSays() throws Exception {
        long seed = Long.getLong("quotewire.seed", System.nanoTime());
        System.out.println("fifty steps from seed " + seed);
        long beganNanos = System.nanoTime();
        Random random = new Random(seed);
        try (PresenceNodes nodes = new PresenceNodes(dir, OwnCluster.file(dir))) {
            nodes.startAll();
            nodes.checkACallFromOneNodeToAnother();
            PresenceSteps steps = new PresenceSteps(nodes, random);
            steps.check("nothing");
            for (int i = 0; i < STEPS; i++) {
                String what = steps.step();
                try {
                    steps.check(what);
                } catch (AssertionError | RuntimeException wrong) {
                    throw new AssertionError(
                            "step " + i + ", " + what + ", seed " + seed + ": " + wrong.getMessage(), wrong);
                }
            }
            assertThat(steps.summary()).isNotEmpty();
            System.out.println(steps.summary() + " in " + (System.nanoTime() - beganNanos) / 1_000_000_000 + " s");
        }
    }
}
