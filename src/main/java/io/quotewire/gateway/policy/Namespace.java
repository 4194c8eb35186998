package io.quotewire.gateway.policy;

import io.quotewire.bus.UserRole;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The channels that have the same beginning. Immutable.
 *
 * @param access who gets into one of them
 * @param key what their keys look like
 * @param roles which roles may do what; nobody where nothing is said
 * @param presence what is known of who is in them
 */
record Namespace(Access access, KeyShape key, Map<ChannelAction, Set<UserRole>> roles, Presence presence) {
    Namespace {
        Map<ChannelAction, Set<UserRole>> copy = new EnumMap<>(ChannelAction.class);
        roles.forEach((action, some) -> copy.put(action, Set.copyOf(some)));
        roles = Map.copyOf(copy);
    }

    Set<UserRole> who(ChannelAction action) {
        return roles.getOrDefault(action, Set.of());
    }
}
