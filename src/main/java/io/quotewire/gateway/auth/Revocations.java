package io.quotewire.gateway.auth;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which credentials were taken back, as one event loop knows it. Confined to that loop.
 *
 * <p>A user's tokens issued before the revocation are worthless, and those that do not say when they were issued; a token
 * named by its {@code jti} is, whenever it was issued.
 */
public final class Revocations {
    private final Map<String, Long> users = new HashMap<>();
    private final Set<String> tokens = new HashSet<>();
    private Set<String> keys = Set.of();

    /**
     * Takes a user's tokens back.
     *
     * @param userId whose
     * @param atMs those issued before, epoch milliseconds
     */
    public void revokeUser(String userId, long atMs) {
        users.merge(userId, atMs, Math::max);
    }

    /**
     * Takes one token back.
     *
     * @param tokenId its {@code jti}
     */
    public void revokeToken(String tokenId) {
        tokens.add(tokenId);
    }

    /**
     * Says which API keys were removed.
     *
     * @param ids all of them, as it is now
     */
    public void withdrawKeys(Set<String> ids) {
        keys = Set.copyOf(ids);
    }

    /**
     * Forgets a revocation whose time is over.
     *
     * @param userId whose
     */
    public void forgetUser(String userId) {
        users.remove(userId);
    }

    /**
     * Forgets a revocation whose time is over.
     *
     * @param tokenId of which token
     */
    public void forgetToken(String tokenId) {
        tokens.remove(tokenId);
    }

    /**
     * Whether somebody came with what was taken back.
     *
     * @param principal who
     * @return true if so
     */
    public boolean covers(Principal principal) {
        String id = principal.tokenId();
        if (id != null && (tokens.contains(id) || keys.contains(id))) {
            return true;
        }
        Long atMs = principal.userId() == null ? null : users.get(principal.userId());
        return atMs != null && principal.issuedAtMs() < atMs;
    }
}
