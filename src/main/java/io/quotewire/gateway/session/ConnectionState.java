package io.quotewire.gateway.session;

import io.quotewire.bus.UserRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is at a moment, for whoever keeps a copy. Immutable.
 *
 * @param connectionId its id
 * @param userId whose; null for anonymous
 * @param role what they may
 * @param connectedAtMs since when, epoch milliseconds
 * @param heardAtMs when its client was last heard of, epoch milliseconds, a second more or less
 * @param messages how many have come from its client
 * @param channels what it is subscribed to
 */
public record ConnectionState(
        String connectionId,
        @Nullable String userId,
        UserRole role,
        long connectedAtMs,
        long heardAtMs,
        long messages,
        List<String> channels) {}
