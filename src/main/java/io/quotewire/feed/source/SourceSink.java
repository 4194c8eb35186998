package io.quotewire.feed.source;

/** What a {@link Source} reports to. Called on the source's event loop. */
public interface SourceSink extends EventSink {
    /** A message came in; what it holds follows. */
    void received();

    /** The exchange's numbering may begin anew (a new connection, a recording from its start): forget the old one. */
    void numberingRestarted();

    /**
     * The state changed.
     *
     * @param change from, to and why
     */
    void stateChanged(StateChange change);
}
