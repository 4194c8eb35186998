package io.quotewire.gateway.auth;

import io.vertx.core.Future;

/** Knows credentials of one kind. Implementations are confined to the event loop that made them. */
public interface Provider {
    /**
     * Finds out whose a credential is.
     *
     * @param text as it was sent
     * @return the principal, or a {@link CredentialRefusedException}
     */
    Future<Principal> verify(String text);
}
