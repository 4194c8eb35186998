package io.quotewire.notification.store.embedded;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request: made and settled on the event loop, done on the worker in between. The hand-over orders the two.
 *
 * @param <T> what it results in
 */
final class Job<T> {
    private final Function<Books, T> work;
    private final Promise<T> promise = Promise.promise();
    private @Nullable T result;
    private @Nullable RuntimeException failure;

    Job(Function<Books, T> work) {
        this.work = work;
    }

    Future<T> future() {
        return promise.future();
    }

    /** On the worker. A failure of the file ends the whole batch; any other is this job's own. */
    void perform(Books books) {
        try {
            result = work.apply(books);
        } catch (StoreFileException broken) {
            throw broken;
        } catch (RuntimeException defect) {
            failure = defect;
        }
    }

    /** On the event loop, once the batch is on disk. */
    void settle() {
        if (failure == null) {
            promise.complete(result);
        } else {
            promise.fail(failure);
        }
    }

    /** On the event loop, where the batch was lost. */
    void refuse(Throwable why) {
        promise.fail(why);
    }
}
