package io.quotewire.testkit.exchange;

import io.quotewire.kit.lifecycle.Timers;
import io.quotewire.testkit.ManualTime;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;

/** One owner's timers on a clock that several share. Not thread-safe. */
public final class OwnTimers implements Timers {
    private final ManualTime time;
    private final Set<Long> own = new HashSet<>();
    private boolean closed;

    public OwnTimers(ManualTime time) {
        this.time = time;
    }

    @Override
    public long every(long periodMs, Runnable task) {
        requireOpen();
        long id = time.every(periodMs, task);
        own.add(id);
        return id;
    }

    @Override
    public long after(long delayMs, Runnable task) {
        requireOpen();
        long[] id = new long[1];
        id[0] = time.after(delayMs, () -> {
            own.remove(id[0]);
            task.run();
        });
        own.add(id[0]);
        return id[0];
    }

    @Override
    public void cancel(long id) {
        if (own.remove(id)) {
            time.cancel(id);
        }
    }

    @Override
    public int timers() {
        return own.size();
    }

    @Override
    public Future<Void> close() {
        closed = true;
        own.forEach(time::cancel);
        own.clear();
        return Future.succeededFuture();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the timers are closed");
        }
    }
}
