package io.quotewire.bus;

/** The states of a feed's connection to its source. */
public enum FeedState {
    /** Not started, or stopped. */
    DISCONNECTED,
    /** Connecting for the first time. */
    CONNECTING,
    /** Prices flow. */
    CONNECTED,
    /** The stream was lost and is being opened again. */
    RECONNECTING,
    /** The stream is down; prices are polled over REST. */
    POLLING,
    /** Given up, or come to its end: nothing will follow. */
    FAILED,
    /** Another node of the cluster runs it, and this one would go on. Of a node's own figures; never said over the bus. */
    STANDBY
}
