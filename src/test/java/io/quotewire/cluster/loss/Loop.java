package io.quotewire.cluster.loss;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that all clients of a test live on: what they count needs no locks. Thread-safe. */
final class Loop implements AutoCloseable {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, task -> new Thread(task, "clients"), new ThreadPoolExecutor.DiscardPolicy());
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Loop() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    void run(Runnable task) {
        thread.execute(() -> guarded(task));
    }

    void after(long delayMs, Runnable task) {
        var unused = thread.schedule(() -> guarded(task), delayMs, TimeUnit.MILLISECONDS);
    }

    void every(long periodMs, Runnable task) {
        var unused = thread.scheduleAtFixedRate(() -> guarded(task), periodMs, periodMs, TimeUnit.MILLISECONDS);
    }

    /** Has something found out on the thread. */
    <T> T ask(Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What went wrong in the clients themselves. */
    Collection<Throwable> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failure) {
            failures.add(failure);
        }
    }
}
