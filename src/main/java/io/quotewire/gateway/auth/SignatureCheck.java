package io.quotewire.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;

/**
 * Checks signatures with one key, by vertx-auth-jwt, which is given no other key and nothing else to decide: it would let an
 * unknown {@code crit}, a missing or absurd {@code exp} and a signature of the wrong form pass. Confined to one event loop.
 */
final class SignatureCheck {
    private final VerificationKey key;
    private final JWTAuth library;

    SignatureCheck(Vertx vertx, VerificationKey key) {
        this.key = key;
        PubSecKeyOptions material =
                new PubSecKeyOptions().setAlgorithm(key.algorithm().jose()).setBuffer(key.material());
        library = JWTAuth.create(
                vertx,
                new JWTAuthOptions().addPubSecKey(material).setJWTOptions(new JWTOptions().setIgnoreExpiration(true)));
    }

    /** Whether this key has signed a token that {@link TokenParts} has taken apart. */
    Future<Boolean> passes(String token, byte[] signature) {
        if (!key.fits(signature)) {
            return Future.succeededFuture(false);
        }
        try {
            return library.authenticate(new TokenCredentials(token)).map(true).otherwise(false);
        } catch (RuntimeException notUnderstood) {
            return Future.succeededFuture(false);
        }
    }
}
