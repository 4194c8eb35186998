package io.quotewire.notification.store;

import java.time.Duration;
import java.time.Instant;

/**
 * How much is kept of a channel. Immutable.
 *
 * @param messages so many; the oldest go first. 0: nothing is kept
 * @param maxAge none that is older
 */
public record ChannelTerms(int messages, Duration maxAge) {
    /** Nothing is kept. */
    public static final ChannelTerms NONE = new ChannelTerms(0, Duration.ofHours(24));

    /** A numbering is forgotten so long after the last of its messages is: another one begins, under another epoch. */
    static final Duration REMEMBERED = Duration.ofDays(30);

    /**
     * Whether anything is kept.
     *
     * @return false if messages are numbered and passed on only
     */
    public boolean keep() {
        return messages > 0;
    }

    /** Whether what was kept then is too old now. */
    boolean old(long atMs, Instant now) {
        return atMs < now.minus(maxAge).toEpochMilli();
    }

    /**
     * How long a numbering is remembered after the last message.
     *
     * @return longer than any message
     */
    public Duration remembered() {
        return maxAge.plus(REMEMBERED);
    }
}
