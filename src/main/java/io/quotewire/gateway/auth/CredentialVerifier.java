package io.quotewire.gateway.auth;

import io.vertx.core.Future;

/** Finds out whose a credential is, of whatever kind. Confined to one event loop. */
public interface CredentialVerifier {
    /**
     * Verifies a credential.
     *
     * @param credential what was shown
     * @return the principal, or a {@link CredentialRefusedException}
     */
    Future<Principal> verify(Credential credential);
}
