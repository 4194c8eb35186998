package io.quotewire.bus;

/** What is audited. */
public enum AuditAction {
    /** A client was let in. */
    CONNECTION_OPENED,
    /** A connection ended. */
    CONNECTION_CLOSED,
    /** A message went to a connection that is watched. */
    MESSAGE_SENT,
    /** A message came from a connection that is watched. */
    MESSAGE_RECEIVED,
    /** A subscription was granted. */
    SUBSCRIPTION_ADDED,
    /** A subscription ended. */
    SUBSCRIPTION_REMOVED,
    /** A limit held somebody back. */
    RATE_LIMITED,
    /** Somebody tried what is not allowed. */
    SECURITY_VIOLATION,
    /** A credential was refused. */
    AUTH_FAILED,
    /** An administrator acted, or an address was blocked as by one. */
    ADMIN_ACTION
}
