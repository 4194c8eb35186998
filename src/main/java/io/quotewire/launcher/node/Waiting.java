package io.quotewire.launcher.node;

import io.vertx.core.Future;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for steps of the start, but not beyond a signal. For one thread that is none of Vert.x's. */
public final class Waiting {
    private final CompletableFuture<Integer> signal;

    /**
     * Waits as long as there is no signal.
     *
     * @param signal completed with the exit code when the process is told to end
     */
    public Waiting(CompletableFuture<Integer> signal) {
        this.signal = signal;
    }

    /**
     * Waits for a step.
     *
     * @param <T> its result
     * @param step completed by some event loop
     * @return its result
     * @throws FailedStepException if it failed
     * @throws SignalledException if the process was told to end meanwhile
     */
    <T> T until(Future<T> step) {
        CompletableFuture<T> future = step.toCompletionStage().toCompletableFuture();
        try {
            CompletableFuture.anyOf(future, signal).join();
            if (!future.isDone()) {
                throw new SignalledException(signal.join());
            }
            return future.join();
        } catch (CompletionException | CancellationException e) {
            Throwable cause = e.getCause();
            throw new FailedStepException(cause == null ? e : cause);
        }
    }

    /**
     * Waits for the signal.
     *
     * @return the exit code
     */
    public int untilSignal() {
        return signal.join();
    }
}
