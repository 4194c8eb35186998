package io.quotewire.testkit.exchange;

import io.quotewire.feed.source.stream.Circuit;
import io.quotewire.feed.source.stream.StreamSettings;
import io.quotewire.testkit.ManualTime;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** A circuit breaker that goes by a clock of the test's; what it does is what the real one does. Not thread-safe. */
public final class ManualCircuit implements Circuit {
    private final ManualTime time;
    private final StreamSettings settings;
    private final Queue<Long> failures = new ArrayDeque<>();
    private long openUntilMs;
    private boolean trying;

    public ManualCircuit(ManualTime time, StreamSettings settings) {
        this.time = time;
        this.settings = settings;
    }

    @Override
    public <T> Future<T> execute(Supplier<Future<T>> attempt) {
        if (openMs() > 0) {
            return Future.failedFuture("open circuit");
        }
        return attempt.get().onComplete(done -> {
            if (done.succeeded()) {
                trying = false;
                failures.clear();
            } else {
                failed();
            }
        });
    }

    @Override
    public long openMs() {
        return Math.max(0, openUntilMs - time.nowMs());
    }

    @Override
    public void close() {
        openUntilMs = 0;
    }

    private void failed() {
        failures.add(time.nowMs());
        while (time.nowMs() - failures.element() > settings.breakerWindowMs()) {
            failures.remove();
        }
        if (trying || failures.size() >= settings.breakerFailures()) {
            // Half-open afterwards: a single failure opens it again.
            trying = true;
            openUntilMs = time.nowMs() + settings.breakerMs();
        }
    }
}
