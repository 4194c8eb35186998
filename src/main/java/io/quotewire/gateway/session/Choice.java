package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;

/** Chooses connections by what is known of them. */
@FunctionalInterface
public interface Choice {
    /**
     * Whether a connection is meant.
     *
     * @param connectionId its id
     * @param principal whose it is now
     * @param ip from which address it comes
     * @return true if so
     */
    boolean includes(String connectionId, Principal principal, String ip);
}
