package io.quotewire.gateway.protocol;

import java.util.regex.Pattern;
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

    /** What is addressed to everybody. */
    public static final String SYSTEM = "system";

    /** What is addressed to one user, on whichever device. */
    public static final String USER = "user";

    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    /**
     * Takes a name apart. Whether there can be such a channel is the policy's to say.
     *
     * @param text as written by a client
     * @return the name; any text has a namespace, if only an impossible one
     */
    public static ChannelName parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? new ChannelName(text, null)
                : new ChannelName(text.substring(0, colon), text.substring(colon + 1));
    }

    /**
     * Whether a namespace may be called so.
     *
     * @param text a word
     * @return true for up to 32 small letters, digits, dashes and underscores after a letter
     */
    public static boolean isNamespace(String text) {
        return NAMESPACE.matcher(text).matches();
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
