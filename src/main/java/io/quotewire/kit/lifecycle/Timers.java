package io.quotewire.kit.lifecycle;

import io.vertx.core.Future;

/**
 * Timers that their owner can count and stop all at once: the port by which time comes in where a test has to drive it.
 * {@link Scope} is the real one. Confined to the context that made it.
 */
public interface Timers {
    /**
     * Runs something again and again.
     *
     * @param periodMs how often, milliseconds
     * @param task what to run
     * @return the timer's id, for {@link #cancel}
     */
    long every(long periodMs, Runnable task);

    /**
     * Runs something once, later.
     *
     * @param delayMs when, milliseconds from now; less than 1 counts as 1
     * @param task what to run
     * @return the timer's id, for {@link #cancel}
     */
    long after(long delayMs, Runnable task);

    /**
     * Stops a timer; of no effect if it has run or was stopped.
     *
     * @param id what {@link #every} or {@link #after} returned
     */
    void cancel(long id);

    /**
     * How many timers are running.
     *
     * @return a count
     */
    int timers();

    /**
     * Stops everything; may be called again.
     *
     * @return succeeds when nothing is left
     */
    Future<Void> close();
}
