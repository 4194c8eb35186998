package io.quotewire.gateway.auth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads public keys as openssl writes them, RFC 7468: {@code PUBLIC KEY}, {@code RSA PUBLIC KEY} and {@code CERTIFICATE}, one
 * or several. A certificate only carries its key: neither its dates nor its issuer are looked at. Stateless.
 */
final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
    /** The algorithm identifier of rsaEncryption, DER. */
    private static final byte[] RSA_ENCRYPTION = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private PemKeys() {}

    /** All keys of a text, in their order; whatever stands between the blocks is passed over. */
    static List<VerificationKey> read(String pem) throws UnsuitedKeyException {
        List<VerificationKey> keys = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        while (blocks.find()) {
            keys.add(VerificationKey.of(key(blocks.group(1), blocks.group(2)), null));
        }
        if (keys.isEmpty()) {
            throw new UnsuitedKeyException("no PEM block in it");
        }
        return keys;
    }

    private static PublicKey key(String label, String body) throws UnsuitedKeyException {
        if (label.endsWith("PRIVATE KEY")) {
            throw new UnsuitedKeyException("a private key in it, which belongs to whoever signs");
        }
        try {
            byte[] der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
            return switch (label) {
                case "PUBLIC KEY" -> publicKey(der);
                case "RSA PUBLIC KEY" -> publicKey(wrapped(der));
                case "CERTIFICATE", "X509 CERTIFICATE" ->
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der))
                            .getPublicKey();
                default -> throw new UnsuitedKeyException("a block " + label + " in it");
            };
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnsuitedKeyException("a block " + label + " in it that cannot be read");
        }
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException, UnsuitedKeyException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der));
            } catch (InvalidKeySpecException another) {
                // It may be of the next kind.
            }
        }
        throw new UnsuitedKeyException("a public key of another kind in it");
    }

    /** RFC 8017 appendix A.1.1 as RFC 5280 section 4.1.2.7 wants it. */
    private static byte[] wrapped(byte[] rsa) {
        byte[] bits = new byte[rsa.length + 1];
        System.arraycopy(rsa, 0, bits, 1, rsa.length);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ENCRYPTION);
        element(content, 0x03, bits);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        element(whole, 0x30, content.toByteArray());
        return whole.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
    }
}
