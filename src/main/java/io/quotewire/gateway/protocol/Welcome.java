package io.quotewire.gateway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What every connection is told first.
 *
 * @param connectionId its own
 * @param node the node that serves it
 * @param heartbeatMs how often something is sent at least, milliseconds
 * @param user who it is; null for nobody
 * @param role what it may
 * @param resumed whether it goes on where another ended
 */
public record Welcome(
        String connectionId,
        String node,
        long heartbeatMs,
        @Nullable String user,
        String role,
        boolean resumed) {}
