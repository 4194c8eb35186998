package io.quotewire.feed.source.stream;

import io.vertx.core.Future;

/** One WebSocket to an exchange, from the handshake to its end. Confined to the event loop of its source. */
public interface Line {
    /**
     * Sends a text message; a failure is told as the line's end.
     *
     * @param text the message
     */
    void send(String text);

    /** Sends a WebSocket ping. */
    void ping();

    /** Ends the line from our side; the listener hears nothing more. May be called again. */
    void close();

    /**
     * When nothing is left of it.
     *
     * @return succeeds when the socket is gone
     */
    Future<Void> gone();
}
