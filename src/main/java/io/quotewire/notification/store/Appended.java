package io.quotewire.notification.store;

import io.quotewire.bus.StoredNotification;

/**
 * What {@link NotificationStore#append} did. Immutable.
 *
 * @param notification as it is kept
 * @param repeated its idempotency key was used before: nothing new was kept
 */
public record Appended(StoredNotification notification, boolean repeated) {}
