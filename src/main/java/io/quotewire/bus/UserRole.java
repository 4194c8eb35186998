package io.quotewire.bus;

import java.util.Optional;

/** The roles that a token, an API key or a request between services can name. What each may do is the gateway's policy. */
public enum UserRole {
    /** No credential at all; never written in a token. */
    ANONYMOUS,
    /** Reads prices and its own notifications; the role of a token that names none. */
    VIEWER,
    /** Also its own portfolio, trades, orders, rooms. */
    TRADER,
    /** Also analysis channels. */
    ANALYST,
    /** Also publishes, broadcasts, disconnects, blocks. */
    ADMIN,
    /** Everything. */
    SUPER_ADMIN;

    /**
     * The role that a credential names.
     *
     * @param text the name as written, in capitals
     * @return the role, or empty where no credential may name it
     */
    public static Optional<UserRole> of(String text) {
        for (UserRole role : values()) {
            if (role != ANONYMOUS && role.name().equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
