package io.quotewire.feed.source.polling;

import io.quotewire.feed.source.EventSink;

/** What a {@link Poller} reports to, besides what the answers hold. Called on its event loop. */
interface PollListener extends EventSink {
    /** An answer came; what it holds follows. */
    void received();

    /** An answer holds at least one event; it follows. */
    void answered();

    /**
     * A request was not.
     *
     * @param failure why
     * @param waitMs when the next one is sent, milliseconds
     */
    void failed(RestFailure failure, long waitMs);
}
