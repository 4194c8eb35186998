package io.quotewire.kit.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Secrets of 256 random bits, as text of one form: a prefix that says what it is, and 43 characters of base64url. Stateless.
 *
 * <p>They are kept and looked up by their SHA-256. A slow hash with salt, as passwords need it, would help nobody here: there is
 * no dictionary of 256 random bits to go through. Neither does it matter how long a look-up by hash takes: whoever asks
 * cannot choose the hash.
 */
public final class RandomSecret {
    private static final int BYTES = 32;
    private static final int CHARACTERS = 43;

    private RandomSecret() {}

    /**
     * A new one.
     *
     * @param prefix what it begins with
     * @param random where it comes from
     * @return the secret
     */
    public static String make(String prefix, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Whether a text has the form of one. Cheap, and bounded whatever its length.
     *
     * @param prefix what it must begin with
     * @param text the text
     * @return true if it may be one
     */
    public static boolean hasForm(String prefix, String text) {
        if (text.length() != prefix.length() + CHARACTERS || !text.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    /**
     * What it is kept and found by.
     *
     * @param secret the secret
     * @return its SHA-256, 64 hexadecimal digits in lower case
     */
    public static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
