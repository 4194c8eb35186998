package io.quotewire.feed.source.stream;

/** Hears what becomes of a {@link StreamConnection}, and takes its events. */
interface ConnectionOwner {
    /** It ended after it was subscribed; told once. */
    void lost(StreamConnection connection, StreamFailure failure);

    /** The exchange will close it soon. */
    void shutdownAnnounced(StreamConnection connection, String text);

    /** More of its subscriptions were refused than was known when it was subscribed. */
    void refusedMore(StreamConnection connection, String text);

    /** Trades of a symbol did not reach it: a new connection would begin with what is so now. */
    void lossSeen(StreamConnection connection, String symbol);

    /** It is held back and holds all that it may. */
    void full(StreamConnection connection);
}
