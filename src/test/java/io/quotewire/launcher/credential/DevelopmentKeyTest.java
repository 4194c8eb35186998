package io.quotewire.launcher.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {
    private static final int PARTIES = 8;

    @TempDir
    private Path folder;

    @RepeatedTest(5)
    void allWhoComeAtTheSameMomentGetTheSameKey() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(PARTIES);
        ExecutorService threads = Executors.newFixedThreadPool(PARTIES);
        try {
            List<Callable<String>> parties = new ArrayList<>();
            for (int i = 0; i < PARTIES; i++) {
                parties.add(() -> {
                    DevelopmentKey key = new DevelopmentKey(folder.resolve("state"));
                    barrier.await();
                    return key.readOrMake(new SecureRandom());
                });
            }
            List<String> keys = new ArrayList<>();
            for (Future<String> key : threads.invokeAll(parties)) {
                keys.add(key.get());
            }
            assertThat(keys).hasSize(PARTIES).containsOnly(keys.get(0));
        } finally {
            threads.shutdownNow();
        }
    }
}
