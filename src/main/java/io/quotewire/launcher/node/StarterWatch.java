package io.quotewire.launcher.node;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Ends a node with the process that started it. Its stdin is a pipe that only its starter holds: that one closes it to
 * have the node drained, and the system closes it where the starter was killed.
 */
public final class StarterWatch {
    private static final int TERMINATED = 143;
    private static final long GRACE_SECONDS = 60;

    private StarterWatch() {}

    /**
     * Begins to watch, in a thread of its own, for the rest of the process's life.
     *
     * @param stdin read and left out, until it ends
     * @param end completed with an exit code when it ends, as if a signal had come
     * @param halt ends the process at once, where the drain does not come to an end
     */
    public static void begin(InputStream stdin, CompletableFuture<Integer> end, IntConsumer halt) {
        Thread thread = new Thread(() -> watch(stdin, end, halt), "starter-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(InputStream stdin, CompletableFuture<Integer> end, IntConsumer halt) {
        try (stdin) {
            while (stdin.read() >= 0) {
                // Nothing is said this way.
            }
        } catch (IOException e) {
            // As good as its end.
        }
        end.complete(TERMINATED);
        try {
            TimeUnit.SECONDS.sleep(GRACE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(TERMINATED);
    }
}
