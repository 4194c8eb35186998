package io.quotewire.feed.source;

import io.quotewire.bus.FeedState;
import io.vertx.core.Future;
import java.util.Set;

/**
 * A stream of market events: a live exchange, a recording, a simulation. Made with the {@link SourceSink} it reports to.
 * Confined to the event loop that made it; starts once.
 */
public interface Source {
    /** Begins. How it goes is told through {@link SourceSink#stateChanged}; nothing is thrown. */
    void start();

    /**
     * Ends for good: after this nothing is reported but the last state change, and no timer, socket or file is left.
     *
     * @return succeeds when all is released
     */
    Future<Void> stop();

    /**
     * Where it stands.
     *
     * @return the state
     */
    FeedState state();

    /**
     * What it holds just now: timers, sockets, open files. Zero after {@link #stop}.
     *
     * @return a count
     */
    int held();

    /**
     * Which of its symbols somebody wants from now on, where the feed follows demand. A source that can subscribe while it runs
     * subscribes to what is new and unsubscribes from what is gone; one that cannot, or that was made for fixed symbols, ignores it.
     *
     * @param symbols all that are wanted, each time; may be told before the source is connected, and also while it is not
     */
    default void want(Set<String> symbols) {}
}
