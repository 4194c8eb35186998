package io.quotewire.gateway.auth;

import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What of a token's header matters, RFC 7515 section 4.1. Keys and addresses of keys within it ({@code jwk}, {@code jku},
 * {@code x5c}, {@code x5u}) are never looked at.
 *
 * @param algorithm how it says that it was signed
 * @param keyId which key it names, if any; compared with known ones and nothing else
 */
record TokenHeader(Algorithm algorithm, @Nullable String keyId) {
    private static final int MAX_ID = 256;
    /** Tokens of other kinds may be signed with the same key, RFC 8725 section 3.11. */
    private static final List<String> TYPES = List.of("jwt", "at+jwt");

    static TokenHeader of(JsonObject header) {
        Algorithm algorithm = Algorithm.of(header.getValue("alg"))
                .orElseThrow(() ->
                        new CredentialRefusedException(Reason.SIGNATURE, "the token's algorithm is not accepted"));
        if (header.containsKey("crit") || header.containsKey("b64")) {
            throw claim("the token demands an extension that is not known");
        }
        if (header.containsKey("typ") && !isToken(header.getValue("typ"))) {
            throw claim("the token's typ is not JWT");
        }
        if (!header.containsKey("kid")) {
            return new TokenHeader(algorithm, null);
        }
        if (header.getValue("kid") instanceof String id && id.length() <= MAX_ID) {
            return new TokenHeader(algorithm, id);
        }
        throw claim("kid must be a string of at most " + MAX_ID + " characters");
    }

    private static boolean isToken(@Nullable Object typ) {
        if (!(typ instanceof String text)) {
            return false;
        }
        String type = text.toLowerCase(Locale.ROOT);
        return TYPES.contains(type.startsWith("application/") ? type.substring("application/".length()) : type);
    }

    private static CredentialRefusedException claim(String text) {
        return new CredentialRefusedException(Reason.CLAIM, text);
    }
}
