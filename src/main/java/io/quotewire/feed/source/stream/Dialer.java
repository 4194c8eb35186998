package io.quotewire.feed.source.stream;

import io.vertx.core.Future;

/** Opens lines to an exchange: the port between a stream and sockets. Confined to the event loop of its source. */
public interface Dialer {
    /**
     * Begins to open a line. How it goes is told to the listener, later: never during this call.
     *
     * @param address where to
     * @param listener hears what happens
     * @return the line, which may be closed at once
     */
    Line dial(StreamAddress address, LineListener listener);

    /**
     * Gives back what the dialer holds; lines end by their own {@link Line#close}.
     *
     * @return succeeds when nothing is left
     */
    Future<Void> close();
}
