package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.Future;

/** A verifier that refuses what was taken back. Stands before every carrier of a token. Confined to one event loop. */
public final class RevocationCheck implements TokenVerifier {
    private final TokenVerifier verifier;
    private final Revocations revocations;

    /**
     * A check.
     *
     * @param verifier verifies everything else, first
     * @param revocations what was taken back
     */
    public RevocationCheck(TokenVerifier verifier, Revocations revocations) {
        this.verifier = verifier;
        this.revocations = revocations;
    }

    @Override
    public Future<Principal> verify(String token) {
        return verifier.verify(token)
                .compose(principal -> revocations.covers(principal)
                        ? Future.failedFuture(new CredentialRefusedException(Reason.REVOKED, "the token was revoked"))
                        : Future.succeededFuture(principal));
    }
}
