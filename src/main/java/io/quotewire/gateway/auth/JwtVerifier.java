package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.function.LongSupplier;

/**
 * JSON Web Tokens, RFC 7519, signed with HS256. vertx-auth-jwt checks the signature; {@link TokenClaims} checks all the
 * rest, because the library lets an unknown {@code crit}, {@code b64:false} and a missing or absurd {@code exp} pass.
 */
public final class JwtVerifier implements TokenVerifier {
    private static final int MAX_LENGTH = 8192;
    private final JWTAuth signatures;
    private final TokenClaims claims;

    /**
     * A verifier.
     *
     * @param vertx for the library
     * @param secret the HS256 key
     * @param options issuer, audience, leeway
     * @param clockMs the wall clock, epoch milliseconds
     */
    public JwtVerifier(Vertx vertx, String secret, AuthOptions options, LongSupplier clockMs) {
        signatures = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret))
                        .setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
        claims = new TokenClaims(options, clockMs);
    }

    @Override
    public Future<Principal> verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return refused(Reason.MALFORMED, "the token is too long");
        }
        JsonObject payload;
        try {
            claims.checkHeader(TokenParts.header(token));
            payload = TokenParts.payload(token);
        } catch (CredentialRefusedException refusal) {
            return Future.failedFuture(refusal);
        }
        return signatures
                .authenticate(new TokenCredentials(token))
                .transform(outcome -> outcome.succeeded()
                        ? claims.principal(payload)
                        : refused(Reason.SIGNATURE, "the token's signature is not valid here"));
    }

    private static Future<Principal> refused(Reason reason, String message) {
        return Future.failedFuture(new CredentialRefusedException(reason, message));
    }
}
