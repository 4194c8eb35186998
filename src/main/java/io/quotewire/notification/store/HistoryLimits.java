package io.quotewire.notification.store;

import java.time.Duration;

/**
 * How much is kept. Immutable.
 *
 * @param perUser so many notifications a user; the oldest go first
 * @param maxAge none that is older
 */
public record HistoryLimits(int perUser, Duration maxAge) {}
