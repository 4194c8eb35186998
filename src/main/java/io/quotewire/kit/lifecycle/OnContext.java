package io.quotewire.kit.lifecycle;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Brings back to a context what is told elsewhere: Vert.x's clients tell that they are closed on a thread of their own, and what
 * follows would touch what is confined to an event loop.
 */
public final class OnContext {
    private OnContext() {}

    /**
     * The same, told on a context.
     *
     * @param <T> what is told
     * @param context where
     * @param elsewhere told on whatever thread
     * @return completes on the context
     */
    public static <T> Future<T> of(Context context, Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(done -> context.runOnContext(turn -> here.handle(done)));
        return here.future();
    }
}
