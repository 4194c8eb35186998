package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** Takes a compact JWS apart, RFC 7515 section 3.1. Stateless. */
final class TokenParts {
    private TokenParts() {}

    static JsonObject header(String token) {
        return part(token, 0);
    }

    static JsonObject payload(String token) {
        return part(token, 1);
    }

    private static JsonObject part(String token, int index) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw new CredentialRefusedException(Reason.MALFORMED, "the token does not have three parts");
        }
        try {
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(parts[index])));
        } catch (IllegalArgumentException | DecodeException e) {
            throw new CredentialRefusedException(Reason.MALFORMED, "the token's parts are not base64url of JSON");
        }
    }
}
