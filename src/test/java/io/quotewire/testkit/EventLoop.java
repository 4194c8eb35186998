package io.quotewire.testkit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One event loop on which a test has things done. */
public final class EventLoop {
    private static final int PATIENCE_SECONDS = 30;

    private final Context context;

    /** One of an instance's. */
    public EventLoop(Vertx vertx) {
        context = vertx.getOrCreateContext();
    }

    /** Does something there, and waits for what it promises. */
    public <T> T await(Supplier<Future<T>> task) {
        return finish(begin(task));
    }

    /** Does something there. */
    public <T> T call(Supplier<T> task) {
        return await(() -> Future.succeededFuture(task.get()));
    }

    /** Does something there. */
    public void run(Runnable task) {
        call(() -> {
            task.run();
            return true;
        });
    }

    /** Waits for something; a failure is thrown as it is where it can be. */
    public static <T> T finish(Future<T> future) {
        return future.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).await();
    }

    private <T> Future<T> begin(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(turn -> {
            try {
                task.get().onComplete(done);
            } catch (RuntimeException | AssertionError failure) {
                done.fail(failure);
            }
        });
        return done.future();
    }
}
