package io.quotewire.gateway.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a while who a token was good for, by its SHA-256 hash; never the token. It spares the signature of those who
 * ask often, over HTTP, or come back at once over another transport. In a storm of many users each token comes once to a
 * node, and no cache of whatever size helps: so a thousand for each event loop, some 300 KiB, are enough. Confined to one event
 * loop.
 */
final class VerifiedTokens {
    /** How long, milliseconds. */
    static final long KEPT_MS = 60_000;

    /** How many. */
    static final int MAX_ENTRIES = 1_000;

    private record Entry(Principal principal, long untilMs) {}

    private final Map<ByteBuffer, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Entry> eldest) {
            return size() > MAX_ENTRIES;
        }
    };
    private final MessageDigest sha256;

    VerifiedTokens() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token is remembered by. */
    ByteBuffer hash(String token) {
        return ByteBuffer.wrap(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whose it is, if that was found out a moment ago. */
    @Nullable
    Principal find(ByteBuffer hash, long nowMs) {
        Entry entry = entries.get(hash);
        if (entry == null) {
            return null;
        }
        if (nowMs >= entry.untilMs()) {
            entries.remove(hash);
            return null;
        }
        return entry.principal();
    }

    /** Remembers it, but not beyond its end. */
    void add(ByteBuffer hash, Principal principal, long nowMs) {
        long untilMs = Math.min(nowMs + KEPT_MS, principal.expiresAtMs());
        if (untilMs > nowMs) {
            entries.put(hash, new Entry(principal, untilMs));
        }
    }

    /** Forgets all: the keys have changed. */
    void clear() {
        entries.clear();
    }

    int size() {
        return entries.size();
    }
}
