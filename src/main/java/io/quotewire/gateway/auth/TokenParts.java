package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A compact JWS taken apart, RFC 7515 section 3.1: three parts in base64url without padding and written in the only way that
 * there is, two of them objects of UTF-8 JSON without a name given twice. Not compared: the array is not copied.
 *
 * @param header the first
 * @param payload the second
 * @param signature the third
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenParts(JsonObject header, JsonObject payload, byte[] signature) {
    private static final int MAX_LENGTH = 8192;
    private static final int MAX_DEPTH = 16;
    private static final int PARTS = 3;

    static TokenParts of(String token) {
        if (token.length() > MAX_LENGTH) {
            throw malformed("the token is too long");
        }
        String[] parts = token.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            throw malformed("the token does not have three parts");
        }
        return new TokenParts(json(parts[0]), json(parts[1]), bytes(parts[2]));
    }

    private static JsonObject json(String part) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(part)))
                    .toString();
            if (StrictJson.parse(text, MAX_DEPTH) instanceof JsonObject object) {
                return object;
            }
        } catch (CharacterCodingException | MalformedJsonException e) {
            // Told below.
        }
        throw malformed("the token's parts are not JSON objects");
    }

    private static byte[] bytes(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (bytes.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw malformed("the token's parts are not base64url");
    }

    private static CredentialRefusedException malformed(String text) {
        return new CredentialRefusedException(Reason.MALFORMED, text);
    }
}
