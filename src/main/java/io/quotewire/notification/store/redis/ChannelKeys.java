package io.quotewire.notification.store.redis;

import org.jspecify.annotations.Nullable;

/**
 * The names of a channel's keys. The channel stands in braces, so that a cluster has them all on one server. Immutable.
 *
 * @param head a hash: {@code epoch}, {@code last}; {@code line}, the history of Redis's data that the epoch belongs to; {@code before},
 *     the epoch before it, and {@code base}, the first number that is no longer of that one
 * @param entries a stream: the messages, by seq
 * @param keys a hash: the seq that each idempotency key was used for, where messages are kept
 * @param once a text: the same for one idempotency key, where they are not
 */
record ChannelKeys(String head, String entries, String keys, String once) {
    static ChannelKeys of(String prefix, String channel, @Nullable String idempotencyKey) {
        String start = start(prefix, channel);
        String key = idempotencyKey == null ? "" : UserKeys.escaped(idempotencyKey);
        return new ChannelKeys(start + "head", start + "entries", start + "keys", start + "once:" + key);
    }

    static String head(String prefix, String channel) {
        return start(prefix, channel) + "head";
    }

    private static String start(String prefix, String channel) {
        return prefix + ":{" + UserKeys.escaped(channel) + "}:channel:";
    }
}
