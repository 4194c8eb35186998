package io.quotewire.gateway.auth;

import io.quotewire.bus.UserRole;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end. Never holds the credential itself. Immutable.
 *
 * @param userId the user; null for anonymous
 * @param role what they may
 * @param tokenId the token's {@code jti}, if it has one
 * @param expiresAtMs when the credential ends, epoch milliseconds; {@link Long#MAX_VALUE} for never
 * @param issuedAtMs when the credential was issued, epoch milliseconds; 0 where it does not say
 */
public record Principal(
        @Nullable String userId, UserRole role, @Nullable String tokenId, long expiresAtMs, long issuedAtMs) {
    private static final Principal NOBODY = new Principal(null, UserRole.ANONYMOUS, null, Long.MAX_VALUE, 0);

    /**
     * Somebody without a credential.
     *
     * @return always the same
     */
    public static Principal anonymous() {
        return NOBODY;
    }

    /**
     * Whether there is no user.
     *
     * @return true for anonymous
     */
    public boolean isAnonymous() {
        return userId == null;
    }
}
