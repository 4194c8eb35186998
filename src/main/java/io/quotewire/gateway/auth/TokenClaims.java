package io.quotewire.gateway.auth;

import io.quotewire.bus.UserRole;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a token must say, beyond a good signature: RFC 7519 section 4.1. */
final class TokenClaims {
    private static final double MAX_SECONDS = 253_402_300_799d; // the last second of the year 9999
    private static final int MAX_USER_LENGTH = 128;
    private static final int MAX_TOKEN_ID_LENGTH = 256;
    private final AuthOptions options;
    private final LongSupplier clockMs;

    TokenClaims(AuthOptions options, LongSupplier clockMs) {
        this.options = options;
        this.clockMs = clockMs;
    }

    /** Refuses what would be wrong whoever signed it, and whenever. */
    void checkForm(JsonObject payload) {
        seconds(payload, "exp", true);
        seconds(payload, "nbf", false);
        seconds(payload, "iat", false);
        user(payload);
        role(payload);
        tokenId(payload);
    }

    /** Whose token it is, if it is good now. */
    Principal principal(JsonObject payload) {
        double now = clockMs.getAsLong() / 1000d;
        int leeway = options.leewaySeconds();
        double expiresAt = seconds(payload, "exp", true);
        if (expiresAt <= now - leeway) {
            throw new CredentialRefusedException(Reason.EXPIRED, "the token has expired");
        }
        if (seconds(payload, "nbf", false) > now + leeway) {
            throw new CredentialRefusedException(Reason.NOT_YET_VALID, "the token is not valid yet");
        }
        double issuedAt = seconds(payload, "iat", false);
        if (issuedAt > now + leeway) {
            throw claim("iat lies in the future");
        }
        options.issuer()
                .filter(issuer -> !issuer.equals(payload.getValue("iss")))
                .ifPresent(issuer -> {
                    throw claim("iss is not the one expected");
                });
        options.audience()
                .filter(audience -> !names(payload.getValue("aud"), audience))
                .ifPresent(audience -> {
                    throw claim("aud does not name this service");
                });
        return new Principal(
                user(payload), role(payload), tokenId(payload), (long) (expiresAt * 1000), (long) (issuedAt * 1000));
    }

    private static double seconds(JsonObject payload, String name, boolean required) {
        Object value = payload.getValue(name);
        if (!required && !payload.containsKey(name)) {
            return 0;
        }
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= MAX_SECONDS) {
            return number.doubleValue();
        }
        throw claim(name + " must be a number of seconds");
    }

    private static String user(JsonObject payload) {
        if (payload.getValue("sub") instanceof String user && isUser(user)) {
            return user;
        }
        throw claim("sub must name the user, in at most " + MAX_USER_LENGTH + " characters");
    }

    /** Whether a user may be called that. */
    static boolean isUser(String name) {
        return !name.isBlank()
                && name.length() <= MAX_USER_LENGTH
                && name.codePoints().allMatch(TokenClaims::isPlain);
    }

    /** Half a surrogate would turn into another character on its way, and the user into another user. */
    private static boolean isPlain(int character) {
        int type = Character.getType(character);
        return type != Character.SURROGATE && type != Character.CONTROL;
    }

    private static UserRole role(JsonObject payload) {
        Object role = payload.getValue("role");
        if (role == null) {
            return UserRole.VIEWER;
        }
        if (role instanceof String name) {
            return UserRole.of(name).orElseThrow(() -> claim("role is not known"));
        }
        throw claim("role must be a string");
    }

    private static @Nullable String tokenId(JsonObject payload) {
        Object id = payload.getValue("jti");
        if (id == null || (id instanceof String text && text.length() <= MAX_TOKEN_ID_LENGTH)) {
            return (String) id;
        }
        throw claim("jti must be a string of at most " + MAX_TOKEN_ID_LENGTH + " characters");
    }

    private static boolean names(@Nullable Object claimed, String audience) {
        return claimed instanceof JsonArray all ? all.contains(audience) : audience.equals(claimed);
    }

    private static CredentialRefusedException claim(String text) {
        return new CredentialRefusedException(Reason.CLAIM, text);
    }
}
