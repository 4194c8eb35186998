package io.quotewire.testkit;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys and signs tokens, good ones and others, by java.security only: another way than the gateway's. Stateless. */
public final class TokenForge {
    private TokenForge() {}

    /** A key of 2048 bits for RS256. */
    public static KeyPair rsa() {
        return rsa(2048);
    }

    /** A key for RSA. */
    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A key on a curve, as secp256r1. */
    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A key for Ed25519 or Ed448. */
    public static KeyPair ed(String curve) {
        try {
            return KeyPairGenerator.getInstance(curve).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A token whose header names nothing but the algorithm. */
    public static String token(String alg, KeyPair key, JsonObject claims) {
        return token(new JsonObject().put("alg", alg).put("typ", "JWT"), key, claims);
    }

    /** A token signed as its header says, RS256, ES256 or EdDSA. */
    public static String token(JsonObject header, KeyPair key, JsonObject claims) {
        String text = part(header.encode()) + "." + part(claims.encode());
        return Minted.token(text + "." + part(signature(header.getString("alg"), key.getPrivate(), text)));
    }

    /** A token with an HMAC of any secret. */
    public static String hmac(String header, byte[] secret, String claims) {
        return hmac(header.getBytes(StandardCharsets.UTF_8), secret, claims.getBytes(StandardCharsets.UTF_8));
    }

    /** A token of any bytes with an HMAC of any secret. */
    public static String hmac(byte[] header, byte[] secret, byte[] claims) {
        try {
            String text = part(header) + "." + part(claims);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Minted.token(text + "." + part(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The bytes of a signature as RFC 7518 wants them. */
    public static byte[] signature(String alg, PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance(
                    switch (alg) {
                        case "RS256" -> "SHA256withRSA";
                        case "ES256" -> "SHA256withECDSAinP1363Format";
                        case "EdDSA" -> "EdDSA";
                        default -> throw new AssertionError(alg);
                    });
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Base64url of text. */
    public static String part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Base64url of bytes. */
    public static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A public key as openssl writes it. */
    public static String pem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /** A block of PEM. */
    public static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** A public key as RFC 7517 wants it. */
    public static JsonObject jwk(PublicKey key, String id) {
        JsonObject jwk = new JsonObject().put("kid", id).put("use", "sig");
        if (key instanceof RSAPublicKey rsa) {
            return jwk.put("kty", "RSA")
                    .put("n", part(unsigned(rsa.getModulus(), 256)))
                    .put("e", part(rsa.getPublicExponent().toByteArray()));
        }
        if (key instanceof ECPublicKey ec) {
            return jwk.put("kty", "EC")
                    .put("crv", "P-256")
                    .put("x", part(unsigned(ec.getW().getAffineX(), 32)))
                    .put("y", part(unsigned(ec.getW().getAffineY(), 32)));
        }
        byte[] der = key.getEncoded();
        return jwk.put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("x", part(Arrays.copyOfRange(der, der.length - 32, der.length)));
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[Math.max(0, length - bytes.length)]);
        int from = Math.max(0, bytes.length - length);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }
}
