package io.quotewire.notification.store;

/**
 * Keys made of a user, or a channel, and a second part, sorted by the first. Two control characters separate and end; where they occur
 * in a name they are escaped, so that no user can reach into another's range.
 */
final class TableKey {
    private static final char SEPARATOR = '\u0000';
    private static final char AFTER = '\u0001';

    private TableKey() {}

    static String of(String user, String part) {
        return first(user) + part;
    }

    /** The seq in hexadecimal digits of fixed width: text order is number order. */
    static String of(String user, long seq) {
        return first(user) + String.format("%016x", seq);
    }

    /** Not above any key of this user. */
    static String first(String user) {
        return escaped(user) + SEPARATOR;
    }

    /** Above every key of this user, not above any of the next user's. */
    static String end(String user) {
        return escaped(user) + AFTER;
    }

    /** The user whose {@link #first} key it is. */
    static String userOf(String first) {
        return first.substring(0, first.length() - 1)
                .replace("\u0002\u0003", "\u0000")
                .replace("\u0002\u0004", "\u0001")
                .replace("\u0002\u0005", "\u0002");
    }

    private static String escaped(String user) {
        return user.replace("\u0002", "\u0002\u0005")
                .replace("\u0001", "\u0002\u0004")
                .replace("\u0000", "\u0002\u0003");
    }
}
