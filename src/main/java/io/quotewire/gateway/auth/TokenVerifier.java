package io.quotewire.gateway.auth;

import io.vertx.core.Future;

/** Turns a token into a principal. Implementations are confined to the event loop that made them. */
public interface TokenVerifier {
    /**
     * Verifies a token.
     *
     * @param token as it was sent
     * @return the principal, or a {@link CredentialRefusedException}
     */
    Future<Principal> verify(String token);
}
