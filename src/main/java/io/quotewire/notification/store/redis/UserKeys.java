package io.quotewire.notification.store.redis;

/**
 * The names of a user's keys. The user stands in braces, so that a cluster has them all on one server. Immutable.
 *
 * @param head a hash: {@code epoch}, {@code last}, {@code acked}, and {@code line}, the history of Redis's data that the epoch
 *     belongs to
 * @param entries a stream: the notifications, by seq
 * @param keys a hash: the seq that each idempotency key was used for
 * @param devices a hash: how far each device has come, and when it said so
 * @param read a sorted set: the seqs of those that were read
 */
record UserKeys(String head, String entries, String keys, String devices, String read) {
    static UserKeys of(String prefix, String user) {
        String start = prefix + ":{" + escaped(user) + "}:";
        return new UserKeys(start + "head", start + "entries", start + "keys", start + "devices", start + "read");
    }

    static String head(String prefix, String user) {
        return prefix + ":{" + escaped(user) + "}:head";
    }

    /** Braces would end the part that decides on the server, and half a character has no bytes of its own. */
    static String escaped(String user) {
        StringBuilder text = new StringBuilder(user.length());
        for (int i = 0; i < user.length(); i++) {
            char c = user.charAt(i);
            if (c > ' ' && c < 0x7f && c != '%' && c != '{' && c != '}') {
                text.append(c);
            } else {
                text.append('%').append(String.format("%04x", (int) c));
            }
        }
        return text.toString();
    }
}
