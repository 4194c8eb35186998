package io.quotewire.gateway.auth;

import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Web Key Set, RFC 7517 section 5. Keys of other kinds, uses and algorithms are passed over, as is whatever is
 * no key at all; a symmetric one too, since what an address hands out is no secret.
 *
 * @param keys those that tokens can be checked with
 * @param passedOver how many others there are
 */
record JsonWebKeys(List<VerificationKey> keys, int passedOver) {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_KEYS = 64;
    private static final int MAX_ID = 256;
    /** What stands before the 32 bytes of an Ed25519 key in DER, RFC 8410 section 4. */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    JsonWebKeys {
        keys = List.copyOf(keys);
    }

    /** The keys of a document; one without a single usable key is refused, as it can only be a mistake. */
    static JsonWebKeys read(byte[] document) throws UnsuitedKeyException {
        JsonArray listed = list(document);
        List<VerificationKey> keys = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            VerificationKey key = keyOrNull(listed.getValue(i));
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new UnsuitedKeyException("no usable key among " + listed.size());
        }
        return new JsonWebKeys(keys, listed.size() - keys.size());
    }

    private static JsonArray list(byte[] document) throws UnsuitedKeyException {
        try {
            String text = new String(document, StandardCharsets.UTF_8);
            if (StrictJson.parse(text, MAX_DEPTH) instanceof JsonObject set
                    && set.getValue("keys") instanceof JsonArray listed
                    && listed.size() <= MAX_KEYS) {
                return listed;
            }
        } catch (MalformedJsonException e) {
            throw new UnsuitedKeyException("no JSON");
        }
        throw new UnsuitedKeyException("no object with a list of at most " + MAX_KEYS + " keys");
    }

    private static @Nullable VerificationKey keyOrNull(@Nullable Object item) {
        if (!(item instanceof JsonObject jwk) || !isForSignatures(jwk) || !hasGoodId(jwk)) {
            return null;
        }
        try {
            VerificationKey key = VerificationKey.of(publicKey(jwk), (String) jwk.getValue("kid"));
            Object alg = jwk.getValue("alg");
            return alg == null || key.algorithm().jose().equals(alg) ? key : null;
        } catch (GeneralSecurityException | UnsuitedKeyException | RuntimeException unsuited) {
            return null;
        }
    }

    private static boolean isForSignatures(JsonObject jwk) {
        Object use = jwk.getValue("use");
        Object operations = jwk.getValue("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || (operations instanceof JsonArray all && all.contains("verify")));
    }

    private static boolean hasGoodId(JsonObject jwk) {
        Object id = jwk.getValue("kid");
        return id == null || (id instanceof String text && text.length() <= MAX_ID);
    }

    private static PublicKey publicKey(JsonObject jwk) throws GeneralSecurityException, UnsuitedKeyException {
        Object kty = jwk.getValue("kty");
        Object crv = jwk.getValue("crv");
        if ("RSA".equals(kty)) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
        }
        if ("EC".equals(kty) && "P-256".equals(crv)) {
            ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256.parameters()));
        }
        if ("OKP".equals(kty) && "Ed25519".equals(crv)) {
            ByteArrayOutputStream der = new ByteArrayOutputStream();
            der.writeBytes(ED25519);
            der.writeBytes(bytes(jwk, "x"));
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der.toByteArray()));
        }
        throw new UnsuitedKeyException("another kind of key");
    }

    private static BigInteger number(JsonObject jwk, String name) throws UnsuitedKeyException {
        return new BigInteger(1, bytes(jwk, name));
    }

    private static byte[] bytes(JsonObject jwk, String name) throws UnsuitedKeyException {
        if (jwk.getValue(name) instanceof String text) {
            return Base64.getUrlDecoder().decode(text);
        }
        throw new UnsuitedKeyException("a key without " + name);
    }
}
