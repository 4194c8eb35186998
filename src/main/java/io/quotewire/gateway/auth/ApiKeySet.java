package io.quotewire.gateway.auth;

import io.quotewire.bus.UserRole;
import io.quotewire.kit.secret.KeyEntry;
import io.quotewire.kit.secret.MalformedKeyFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API keys at one moment, each by its hash, with whom it stands for: the user of the service's name, whose token id is
 * the key's id. Immutable.
 */
public final class ApiKeySet {
    private final Map<String, Principal> byHash;
    private final Map<String, KeyEntry> byId;

    private ApiKeySet(Map<String, Principal> byHash, Map<String, KeyEntry> byId) {
        this.byHash = Map.copyOf(byHash);
        this.byId = Map.copyOf(byId);
    }

    /**
     * No keys.
     *
     * @return an empty set
     */
    public static ApiKeySet empty() {
        return new ApiKeySet(Map.of(), Map.of());
    }

    /**
     * The keys of a file.
     *
     * @param entries of the file
     * @return the set
     * @throws MalformedKeyFileException if a role is none
     */
    public static ApiKeySet of(List<KeyEntry> entries) throws MalformedKeyFileException {
        Map<String, Principal> byHash = new HashMap<>();
        Map<String, KeyEntry> byId = new HashMap<>();
        for (KeyEntry entry : entries) {
            UserRole role = UserRole.of(entry.role())
                    .orElseThrow(() -> new MalformedKeyFileException(
                            "role of the key " + entry.id() + ": found one that is not known"));
            byHash.put(
                    entry.sha256(),
                    new Principal(
                            entry.service(),
                            role,
                            entry.id(),
                            Long.MAX_VALUE,
                            entry.created().toEpochMilli()));
            byId.put(entry.id(), entry);
        }
        return new ApiKeySet(byHash, byId);
    }

    /**
     * How many there are.
     *
     * @return a count
     */
    public int size() {
        return byId.size();
    }

    @Nullable
    Principal find(String hash) {
        return byHash.get(hash);
    }

    Set<String> ids() {
        return byId.keySet();
    }

    /** Whether a key of this id is there in both and not the same. */
    boolean differs(ApiKeySet other, String id) {
        KeyEntry mine = byId.get(id);
        KeyEntry theirs = other.byId.get(id);
        return mine != null && theirs != null && !mine.equals(theirs);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKeySet set && byId.equals(set.byId);
    }

    @Override
    public int hashCode() {
        return byId.hashCode();
    }
}
