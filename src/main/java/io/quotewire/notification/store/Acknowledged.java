package io.quotewire.notification.store;

import io.quotewire.bus.NotificationReceipt;
import java.util.List;

/**
 * What {@link NotificationStore#acknowledge} did. Immutable.
 *
 * @param seq the device's position now
 * @param receipts for those that asked for one and that no device had acknowledged before
 */
public record Acknowledged(long seq, List<NotificationReceipt> receipts) {
    /** Copies the list. */
    public Acknowledged {
        receipts = List.copyOf(receipts);
    }
}
