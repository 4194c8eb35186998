package io.quotewire.launcher.credential;

import io.quotewire.bus.UserRole;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token (RFC 7519) as the command line makes it. Immutable.
 *
 * @param user whose it is: {@code sub}
 * @param role what its owner may do
 * @param id {@code jti}, so that it can be revoked
 * @param issuedAt {@code iat}
 * @param ttlSeconds how long it holds
 * @param issuer {@code iss}, if the gateway asks for one
 * @param audience {@code aud}, text or a JSON array, if the gateway asks for one
 */
public record Token(
        String user,
        UserRole role,
        String id,
        Instant issuedAt,
        long ttlSeconds,
        @Nullable String issuer,
        @Nullable Object audience) {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * Signs it with HS256.
     *
     * @param secret the key, as text
     * @return the token in compact form
     */
    public String sign(String secret) {
        JsonObject header = new JsonObject().put("alg", "HS256").put("typ", "JWT");
        String content = encoded(header) + "." + encoded(claims());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonObject claims() {
        JsonObject claims = new JsonObject()
                .put("sub", user)
                .put("role", role.name())
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", issuedAt.getEpochSecond() + ttlSeconds)
                .put("jti", id);
        if (issuer != null) {
            claims.put("iss", issuer);
        }
        if (audience != null) {
            claims.put("aud", audience);
        }
        return claims;
    }

    private static String encoded(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
