package io.quotewire.notification.store;

import java.util.Map;

/**
 * How much is kept of which channels, by their namespaces. Immutable.
 *
 * @param byNamespace what is not here is not kept
 */
public record ChannelRules(Map<String, ChannelTerms> byNamespace) {
    /** Nothing is kept of any. */
    public static final ChannelRules NONE = new ChannelRules(Map.of());

    /** Copies the map. */
    public ChannelRules {
        byNamespace = Map.copyOf(byNamespace);
    }

    /**
     * What holds for a channel.
     *
     * @param channel its whole name
     * @return its namespace's terms
     */
    public ChannelTerms of(String channel) {
        int colon = channel.indexOf(':');
        return byNamespace.getOrDefault(colon < 0 ? channel : channel.substring(0, colon), ChannelTerms.NONE);
    }
}
