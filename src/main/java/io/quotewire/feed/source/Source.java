package io.quotewire.feed.source;

import io.quotewire.bus.FeedState;
import io.vertx.core.Future;

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
}
