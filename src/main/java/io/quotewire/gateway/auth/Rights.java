package io.quotewire.gateway.auth;

import io.quotewire.bus.UserRole;

/** What each role may: the one table that decides. Stateless. */
public final class Rights {
    private Rights() {}

    /**
     * How many symbols a connection of this role may have subscribed at a time.
     *
     * @param role the role
     * @return a count
     */
    public static int maxSymbols(UserRole role) {
        return switch (role) {
            case ANONYMOUS -> 3;
            case VIEWER -> 10;
            case TRADER, ANALYST, ADMIN, SUPER_ADMIN -> 100;
        };
    }

    /**
     * Whether this role may have channels of its own trading: portfolio, trades, orders, rooms.
     *
     * @param role the role
     * @return true for a trader and above
     */
    public static boolean ownsTrading(UserRole role) {
        return role == UserRole.TRADER || role == UserRole.ADMIN || role == UserRole.SUPER_ADMIN;
    }
}
