package io.quotewire.feed.source.stream;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** The circuit breaker around connecting. Confined to the event loop of its source. */
public interface Circuit {
    /**
     * Makes an attempt, unless the circuit is open.
     *
     * @param <T> what the attempt gives
     * @param attempt what may fail
     * @return the attempt's result, or a failure if the circuit is open
     */
    <T> Future<T> execute(Supplier<Future<T>> attempt);

    /**
     * How long no attempt would be made.
     *
     * @return milliseconds; 0 if one would be
     */
    long openMs();

    /** Stops its timers. */
    void close();
}
