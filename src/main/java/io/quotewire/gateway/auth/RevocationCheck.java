package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

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
        return verifier.verify(token).compose(verified -> {
            Principal principal = verified.issuedAt(issuedAtMs(token));
            return revocations.covers(principal)
                    ? Future.failedFuture(new CredentialRefusedException(Reason.REVOKED, "the token was revoked"))
                    : Future.succeededFuture(principal);
        });
    }

    /** The claim {@code iat}, RFC 7519 section 4.1.6, of a token that was verified; 0 where it is not there. */
    private static long issuedAtMs(String token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')));
        return new JsonObject(Buffer.buffer(payload)).getValue("iat") instanceof Number seconds
                ? (long) (seconds.doubleValue() * 1000)
                : 0;
    }
}
