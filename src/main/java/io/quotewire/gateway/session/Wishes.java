package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Position;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for in its handshake. Immutable.
 *
 * @param device the name of its device, if it has one
 * @param channels to be subscribed to at once
 * @param since positions to recover from, by channel
 */
public record Wishes(@Nullable String device, Set<String> channels, Map<String, Position> since) {
    private static final Wishes NONE = new Wishes(null, Set.of(), Map.of());

    /** Copies. */
    public Wishes {
        channels = Collections.unmodifiableSet(new LinkedHashSet<>(channels));
        since = Map.copyOf(since);
    }

    /**
     * No wish at all.
     *
     * @return the same for all
     */
    public static Wishes none() {
        return NONE;
    }
}
