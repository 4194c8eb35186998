package io.quotewire.testkit;

import io.quotewire.kit.lifecycle.Timers;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** A clock that goes when it is told to, and the timers that go by it. Not thread-safe. */
public final class ManualTime implements Timers {
    private record Timer(long id, long dueMs, long periodMs, Runnable task) {}

    private final Map<Long, Timer> running = new HashMap<>();
    private long nowMs;
    private long ids;

    public long nowMs() {
        return nowMs;
    }

    public long nowMicros() {
        return nowMs * 1_000;
    }

    /** Lets time pass; what falls due on the way runs at its own moment. */
    public void pass(long ms) {
        long endMs = nowMs + ms;
        for (Timer next = due(endMs); next != null; next = due(endMs)) {
            nowMs = Math.max(nowMs, next.dueMs());
            running.remove(next.id());
            if (next.periodMs() > 0) {
                running.put(
                        next.id(), new Timer(next.id(), next.dueMs() + next.periodMs(), next.periodMs(), next.task()));
            }
            next.task().run();
        }
        nowMs = endMs;
    }

    @Override
    public long every(long periodMs, Runnable task) {
        return add(periodMs, periodMs, task);
    }

    @Override
    public long after(long delayMs, Runnable task) {
        return add(Math.max(1, delayMs), 0, task);
    }

    @Override
    public void cancel(long id) {
        running.remove(id);
    }

    @Override
    public int timers() {
        return running.size();
    }

    @Override
    public Future<Void> close() {
        running.clear();
        return Future.succeededFuture();
    }

    private long add(long delayMs, long periodMs, Runnable task) {
        ids++;
        running.put(ids, new Timer(ids, nowMs + delayMs, periodMs, task));
        return ids;
    }

    private Timer due(long endMs) {
        return running.values().stream()
                .filter(timer -> timer.dueMs() <= endMs)
                .min(Comparator.comparingLong(Timer::dueMs).thenComparingLong(Timer::id))
                .orElse(null);
    }
}
