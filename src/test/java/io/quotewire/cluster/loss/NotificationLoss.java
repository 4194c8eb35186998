package io.quotewire.cluster.loss;

import io.quotewire.testkit.RedisProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What breaks in which test, as often as it is told. */
final class NotificationLoss {
    private static final long SEED = Long.getLong("quotewire.loss.seed", System.nanoTime() & 0xffffff);
    private static final String[] NAMES = {"a", "b", "c"};

    private NotificationLoss() {}

    private interface Trouble {
        void happen() throws Exception;
    }

    /** Three nodes that share a Redis: one after the other is killed, and Redis hangs once and ends once, somewhere between. */
    static void inRedis(Path folder, int kills) throws Exception {
        Path disk = Files.createDirectories(folder.resolve("redis"));
        try (RedisProcess redis = RedisProcess.durable(disk);
                LossNodes nodes = new LossNodes(folder)) {
            for (String name : NAMES) {
                nodes.add(name, "feed,gateway,notification", "notification.store=" + redis.address());
            }
            nodes.awaitReady();
            try (LossRun run = new LossRun("Redis", SEED, nodes)) {
                List<Trouble> troubles = new ArrayList<>(IntStream.range(0, kills)
                        .<Trouble>mapToObj(i -> () -> run.kill(nodes.any(run.random())))
                        .toList());
                troubles.add(() -> run.withoutStore(redis::suspend, redis::resume));
                troubles.add(() -> run.withoutStore(redis::terminate, redis::restart));
                Collections.shuffle(troubles, run.random());
                for (Trouble trouble : troubles) {
                    trouble.happen();
                }
                run.endAndCompare();
            }
        }
    }

    /** A node that holds the store and is killed again and again, and a gateway that lives. */
    static void embedded(Path folder, int kills) throws Exception {
        try (LossNodes nodes = new LossNodes(folder)) {
            nodes.add("store", "notification,gateway");
            nodes.add("gateway", "feed,gateway");
            nodes.awaitReady();
            try (LossRun run = new LossRun("embedded store", SEED, nodes)) {
                for (int i = 0; i < kills; i++) {
                    run.kill("store");
                }
                run.endAndCompare();
            }
        }
    }
}
