package io.quotewire.gateway.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that tokens are checked with at one moment. Immutable. */
public final class KeySet {
    private final List<VerificationKey> keys;
    private final boolean complete;

    KeySet(List<VerificationKey> keys, boolean complete) {
        this.keys = List.copyOf(keys);
        this.complete = complete;
    }

    /**
     * No key: no token is good.
     *
     * @return an empty set
     */
    public static KeySet empty() {
        return new KeySet(List.of(), true);
    }

    /**
     * Whether there is nothing in it.
     *
     * @return true if no token can be good
     */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    List<VerificationKey> keys() {
        return keys;
    }

    /** Whether all keys are there that are configured; false while an address has never answered. */
    boolean isComplete() {
        return complete;
    }

    /** Whether some key has this id. */
    boolean knows(String id) {
        return keys.stream().anyMatch(key -> id.equals(key.id()));
    }

    /** What may have signed a token: those of its algorithm, and of its {@code kid} where both have one. */
    List<VerificationKey> candidates(Algorithm algorithm, @Nullable String id) {
        return keys.stream()
                .filter(key -> key.algorithm() == algorithm)
                .filter(key -> id == null || key.id() == null || id.equals(key.id()))
                .toList();
    }
}
