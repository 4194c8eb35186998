package io.quotewire.notification.store;

import java.util.Optional;

/**
 * The id of a notification: random text, a dash, and its seq, so that it is found without an index of its own. Immutable.
 *
 * @param random makes it unique: no dash
 * @param seq its place in the user's order
 */
public record NotificationId(String random, long seq) {
    private static final int RADIX = 36;

    /**
     * Reads one.
     *
     * @param text as a client gave it
     * @return empty if it is none of ours
     */
    public static Optional<NotificationId> parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        try {
            NotificationId id =
                    new NotificationId(text.substring(0, dash), Long.parseLong(text.substring(dash + 1), RADIX));
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** As clients know it. */
    @Override
    public String toString() {
        return random + "-" + Long.toString(seq, RADIX);
    }
}
