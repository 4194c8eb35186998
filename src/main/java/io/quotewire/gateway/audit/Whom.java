package io.quotewire.gateway.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whom an event concerns, as far as it is known. Immutable.
 *
 * @param ip from which address
 * @param connectionId on which connection
 * @param userId which user, by a credential that was verified
 */
public record Whom(
        @Nullable String ip,
        @Nullable String connectionId,
        @Nullable String userId) {
    /**
     * Somebody without a connection.
     *
     * @param ip from which address
     * @return the rest is not known
     */
    public static Whom at(String ip) {
        return new Whom(ip, null, null);
    }
}
