package io.quotewire.bus;

import java.util.Locale;

/** What an administrator can do to those who are connected or want to be. */
public enum ControlAction {
    /** Closes connections. */
    DISCONNECT(Address.CONTROL_DISCONNECT),
    /** Makes a user's tokens, or one token, worthless, and closes what they opened. */
    REVOKE(Address.CONTROL_REVOKE),
    /** Keeps an address out. */
    BLOCK(Address.CONTROL_BLOCK),
    /** Lets an address in again. */
    UNBLOCK(Address.CONTROL_UNBLOCK),
    /** Tells for a while what connections do. */
    WATCH(Address.CONTROL_WATCH),
    /** Sends a message to clients. */
    SYSTEM(Address.CONTROL_SYSTEM);

    private final Address address;

    ControlAction(Address address) {
        this.address = address;
    }

    /**
     * Where it is asked for.
     *
     * @return the address
     */
    public Address address() {
        return address;
    }

    /**
     * Whether it changes what is in force from then on.
     *
     * @return false for what is over once it is done
     */
    public boolean lasts() {
        return this == REVOKE || this == BLOCK || this == UNBLOCK;
    }

    /**
     * The name in metrics and audit rows.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
