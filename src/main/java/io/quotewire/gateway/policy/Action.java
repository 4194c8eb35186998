package io.quotewire.gateway.policy;

/** What somebody can want to do that concerns no channel in particular. */
public enum Action {
    /** Shows a credential, or gives a sign of life: open to everybody, or nobody could ever come in. */
    AUTHENTICATE,
    /** Asks anything else. */
    REQUEST,
    /** Reads symbols and newest values without subscribing. */
    QUOTES,
    /** Gets every symbol's values ({@code /ws/prices}). */
    FIREHOSE,
    /** Asks a service on the bus. */
    CALL,
    /** Has a notification stored for any user. */
    NOTIFY,
    /** Disconnects, revokes, blocks, reads what is kept of others. */
    ADMINISTER
}
