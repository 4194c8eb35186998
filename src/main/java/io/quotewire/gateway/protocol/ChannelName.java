package io.quotewire.gateway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel's name, {@code namespace} or {@code namespace:key}. Immutable.
 *
 * @param namespace what sort of channel
 * @param key which of them; null for those of which a user has one
 */
public record ChannelName(String namespace, @Nullable String key) {
    /** Prices of one symbol. */
    public static final String PRICES = "prices";

    /** What is addressed to the user. */
    public static final String NOTIFICATIONS = "notifications";

    private static final List<String> NAMESPACES =
            List.of(PRICES, NOTIFICATIONS, "portfolio", "trades", "watchlist", "user", "room", "system");

    /**
     * Takes a name apart.
     *
     * @param text as written by a client
     * @return the name
     * @throws Refusal {@link ErrorCode#UNKNOWN_CHANNEL} if there is no such namespace
     */
    public static ChannelName parse(String text) {
        int colon = text.indexOf(':');
        String namespace = colon < 0 ? text : text.substring(0, colon);
        boolean keyMissing = colon == text.length() - 1 && !namespace.equals(PRICES);
        if (!NAMESPACES.contains(namespace) || keyMissing) {
            throw Refusal.of(ErrorCode.UNKNOWN_CHANNEL, "there is no channel of this name");
        }
        return new ChannelName(namespace, colon < 0 ? null : text.substring(colon + 1));
    }

    /**
     * The channel of a symbol's prices.
     *
     * @param symbol the symbol
     * @return its channel
     */
    public static ChannelName prices(String symbol) {
        return new ChannelName(PRICES, symbol);
    }

    /**
     * The symbol in the name of a channel, whatever it may be.
     *
     * @param channel as written by a client
     * @return the symbol, or null if this is no channel of prices
     */
    public static @Nullable String symbolOf(String channel) {
        return channel.startsWith(PRICES + ":") ? channel.substring(PRICES.length() + 1) : null;
    }

    /**
     * The symbol, if this is a channel of prices.
     *
     * @return the symbol, or null
     */
    public @Nullable String symbol() {
        return namespace.equals(PRICES) ? key : null;
    }

    /**
     * The name on the wire.
     *
     * @return the text
     */
    public String text() {
        return key == null ? namespace : namespace + ":" + key;
    }
}
