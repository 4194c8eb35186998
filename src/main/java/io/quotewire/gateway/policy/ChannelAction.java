package io.quotewire.gateway.policy;

/** What somebody can want of a channel. */
public enum ChannelAction {
    /** Gets what is published there from now on. */
    SUBSCRIBE,
    /** Publishes there. */
    PUBLISH,
    /** Reads what is kept of it. */
    HISTORY,
    /** Sees who is in it. */
    PRESENCE
}
