package io.quotewire.feed.source;

/** What a {@link Source} reports to. Called on the source's event loop. */
public interface SourceSink extends EventSink {
    /** A message came in; what it holds follows. */
    void received();

    /**
     * The same, with the message as it came: for who keeps it.
     *
     * @param message its bytes; not to be changed
     */
    default void received(byte[] message) {
        received();
    }

    /**
     * A message was made that had been due some time ago: it counts as received then.
     *
     * @param lateMicros how long ago, microseconds
     */
    default void received(long lateMicros) {
        received();
    }

    /** The exchange's numbering may begin anew (a new connection, a recording from its start): forget the old one. */
    void numberingRestarted();

    /**
     * The state changed.
     *
     * @param change from, to and why
     */
    void stateChanged(StateChange change);
}
