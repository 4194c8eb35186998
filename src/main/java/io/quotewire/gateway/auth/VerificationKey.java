package io.quotewire.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A key and the one algorithm that it is for: a public key can never be taken for a secret. Immutable.
 *
 * @param algorithm the only one that it is used with
 * @param id its {@code kid}; null for keys that stand for tokens of any
 * @param material the secret as text, or the public key as PEM
 * @param signatureBytes how long its signatures are
 */
record VerificationKey(Algorithm algorithm, @Nullable String id, String material, int signatureBytes) {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int HMAC_BYTES = 32;
    private static final int CURVE_SIGNATURE_BYTES = 64;
    private static final int PEM_LINE = 64;

    /** The secret of HS256. */
    static VerificationKey secret(String secret) {
        return new VerificationKey(Algorithm.HS256, null, secret, HMAC_BYTES);
    }

    /** A public key: its kind decides what it is for. */
    static VerificationKey of(PublicKey key, @Nullable String id) throws UnsuitedKeyException {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS
                    || bits > MAX_RSA_BITS
                    || !rsa.getPublicExponent().testBit(0)) {
                throw new UnsuitedKeyException("an RSA key of " + bits + " bits");
            }
            return new VerificationKey(Algorithm.RS256, id, pem(key), (bits + 7) / 8);
        }
        if (key instanceof ECPublicKey ec) {
            if (!P256.holds(ec)) {
                throw new UnsuitedKeyException("an EC key that is not on P-256");
            }
            return new VerificationKey(Algorithm.ES256, id, pem(key), CURVE_SIGNATURE_BYTES);
        }
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return new VerificationKey(Algorithm.EDDSA, id, pem(key), CURVE_SIGNATURE_BYTES);
        }
        throw new UnsuitedKeyException("another kind of key, for " + key.getAlgorithm());
    }

    /** Whether these bytes can be a signature at all. */
    boolean fits(byte[] signature) {
        return signature.length == signatureBytes && (algorithm != Algorithm.ES256 || P256.isSignature(signature));
    }

    @Override
    public String toString() {
        return "VerificationKey[" + algorithm.jose() + (id == null ? "" : ", " + id) + "]";
    }

    private static String pem(PublicKey key) {
        Base64.Encoder lines = Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN PUBLIC KEY-----\n" + lines.encodeToString(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n";
    }
}
