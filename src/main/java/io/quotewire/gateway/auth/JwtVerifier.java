package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * JSON Web Tokens, RFC 7519. {@link TokenParts} and {@link TokenHeader} let only those pass whose form leaves no doubt,
 * {@link SignatureCheck} asks the library about the signature, with keys of the token's algorithm only, and {@link TokenClaims}
 * says who it is. What is wrong whoever signed it is told before the signature is looked at, since that is what costs. Confined to
 * one event loop.
 */
public final class JwtVerifier implements Provider {
    private final Vertx vertx;
    private final Context context;
    private final KeySource source;
    private final TokenClaims claims;
    private final LongSupplier clockMs;
    private final VerifiedTokens verified = new VerifiedTokens();
    private final Map<VerificationKey, SignatureCheck> checks = new HashMap<>();
    private KeySet keys = KeySet.empty();

    /**
     * A verifier that knows no key before {@link #follow}.
     *
     * @param vertx for the library
     * @param context where it is used
     * @param source where the keys come from
     * @param options issuer, audience, leeway
     * @param clockMs the wall clock, epoch milliseconds
     */
    public JwtVerifier(Vertx vertx, Context context, KeySource source, AuthOptions options, LongSupplier clockMs) {
        this.vertx = vertx;
        this.context = context;
        this.source = source;
        this.clockMs = clockMs;
        claims = new TokenClaims(options, clockMs);
    }

    /**
     * Takes the keys, and whatever comes after them.
     *
     * @return succeeds when the first are there
     */
    public Future<Void> follow() {
        return source.follow(context, this::become);
    }

    @Override
    public Future<Principal> verify(String token) {
        ByteBuffer hash = verified.hash(token);
        Principal known = verified.find(hash, clockMs.getAsLong());
        if (known != null) {
            return Future.succeededFuture(known);
        }
        TokenParts parts;
        TokenHeader header;
        try {
            parts = TokenParts.of(token);
            header = TokenHeader.of(parts.header());
            claims.checkForm(parts.payload());
        } catch (CredentialRefusedException refusal) {
            return Future.failedFuture(refusal);
        }
        return signed(token, header, parts.signature())
                .compose(signed -> signed ? principal(parts.payload()) : refused(header))
                .onSuccess(principal -> verified.add(hash, principal, clockMs.getAsLong()));
    }

    private Future<Boolean> signed(String token, TokenHeader header, byte[] signature) {
        return signedByAny(token, header, signature)
                .compose(signed -> signed || !namesUnknownKey(header)
                        ? Future.succeededFuture(signed)
                        : source.refresh(context).compose(read -> signedByAny(token, header, signature)));
    }

    private Future<Boolean> signedByAny(String token, TokenHeader header, byte[] signature) {
        return signedByAny(token, signature, keys.candidates(header.algorithm(), header.keyId()), 0);
    }

    private Future<Boolean> signedByAny(String token, byte[] signature, List<VerificationKey> candidates, int from) {
        if (from == candidates.size()) {
            return Future.succeededFuture(false);
        }
        return checks.computeIfAbsent(candidates.get(from), key -> new SignatureCheck(vertx, key))
                .passes(token, signature)
                .compose(signed ->
                        signed ? Future.succeededFuture(true) : signedByAny(token, signature, candidates, from + 1));
    }

    /** No address hands out secrets, so none is asked for them. */
    private boolean namesUnknownKey(TokenHeader header) {
        String id = header.keyId();
        return header.algorithm() != Algorithm.HS256 && id != null && !keys.knows(id);
    }

    private Future<Principal> principal(JsonObject payload) {
        try {
            return Future.succeededFuture(claims.principal(payload));
        } catch (CredentialRefusedException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private Future<Principal> refused(TokenHeader header) {
        boolean mayBeGood = !keys.isComplete() && header.algorithm() != Algorithm.HS256;
        return Future.failedFuture(
                mayBeGood
                        ? new CredentialRefusedException(
                                Reason.UNAVAILABLE, "the keys for this token cannot be read at the moment")
                        : new CredentialRefusedException(Reason.SIGNATURE, "the token's signature is not valid here"));
    }

    private void become(KeySet now) {
        keys = now;
        checks.keySet().retainAll(now.keys());
        verified.clear();
    }
}
