package io.quotewire.gateway.auth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ways of signing that are accepted, RFC 7518 section 3.1 and RFC 8037 section 3.1. There is no other; none is none. */
enum Algorithm {
    /** HMAC with SHA-256. */
    HS256("HS256"),
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256("RS256"),
    /** ECDSA on P-256 with SHA-256. */
    ES256("ES256"),
    /** EdDSA on Ed25519. */
    EDDSA("EdDSA");

    private final String jose;

    Algorithm(String jose) {
        this.jose = jose;
    }

    /** The one that {@code alg} names, written exactly so. */
    static Optional<Algorithm> of(@Nullable Object alg) {
        for (Algorithm algorithm : values()) {
            if (algorithm.jose.equals(alg)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** Its name in a token's header. */
    String jose() {
        return jose;
    }
}
