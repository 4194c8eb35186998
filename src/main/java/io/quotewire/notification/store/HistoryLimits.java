package io.quotewire.notification.store;

import java.time.Duration;

/**
 * How much is kept. Immutable.
 *
 * @param perUser so many notifications a user; the oldest go first
 * @param maxAge none that is older
 * @param channels what is kept of channels
 */
public record HistoryLimits(int perUser, Duration maxAge, ChannelRules channels) {
    /**
     * Where nothing is kept of channels.
     *
     * @param perUser so many notifications a user
     * @param maxAge none that is older
     */
    public HistoryLimits(int perUser, Duration maxAge) {
        this(perUser, maxAge, ChannelRules.NONE);
    }
}
