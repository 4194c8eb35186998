package io.quotewire.feed.source.stream;

import io.vertx.core.buffer.Buffer;

/** Hears what happens on a {@link Line}, on the event loop of its source. */
public interface LineListener {
    /** The handshake is done. */
    void opened();

    /**
     * A frame of a message.
     *
     * @param content what it holds
     * @param last whether the message ends with it
     */
    void frame(Buffer content, boolean last);

    /** A ping or a pong: somebody is there. */
    void alive();

    /**
     * It has ended, or never came to be; told once.
     *
     * @param failure why
     */
    void ended(StreamFailure failure);
}
