package io.quotewire.notification.store;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Keeps notifications and what each device has received. Confined to the context that opened it; nothing here blocks.
 *
 * <p>Calls for one user take effect in the order in which they were made, and their futures complete in that order. A future that
 * succeeds says that the change is kept as durably as this store can. Where the store cannot be reached or cannot write,
 * futures fail with {@link io.quotewire.bus.FailureCode#STORE_UNAVAILABLE}. Where an answer did not come, the change may have been
 * made all the same: it is asked for again, with the same idempotency key.
 *
 * <p>A user's {@code seq} rises by exactly one, for ever: it does not begin anew when old notifications go. Where the store has lost
 * what it had given out, the epoch is another one.
 */
public interface NotificationStore {
    /**
     * Keeps a notification.
     *
     * @param request what to keep; checked already
     * @param now the time it gets
     * @return what was kept; the first one again if its idempotency key was used before and that one is still kept
     */
    Future<Appended> append(NotificationRequest request, Instant now);

    /**
     * What is kept for a user after a position, oldest first. What is older than its {@code ttlSeconds} is left out.
     *
     * @param query whose, and after which position: its {@code seq}, else what its device has acknowledged, else what was
     *     acknowledged without a device. A page ends early where it gets long
     * @param now the time that ages are measured at
     * @return the notifications
     */
    Future<NotificationHistory> history(NotificationQuery query, Instant now);

    /**
     * How far users' numbering has come.
     *
     * @param query whose
     * @return the newest position of each
     */
    Future<NotificationHeads> heads(NotificationHeadsQuery query);

    /**
     * Moves a device's position forward, never back and never beyond what was given out.
     *
     * @param ack whose position, and how far
     * @param now the time
     * @return where the position is now
     */
    Future<Acknowledged> acknowledge(NotificationAck ack, Instant now);

    /**
     * Marks one as read.
     *
     * @param read which
     * @return false if none is kept under this id for this user
     */
    Future<Boolean> markRead(NotificationRead read);

    /**
     * A bounded piece of housekeeping: forgets what is too old, for some users; the next call goes on with others.
     *
     * @param now the time that ages are measured at
     * @return how many were forgotten
     */
    Future<Integer> tidy(Instant now);

    /**
     * What is published to channels, in the same place; ends with this store.
     *
     * @return always the same
     */
    ChannelStore channels();

    /**
     * Whether it can be relied on now.
     *
     * @return never fails
     */
    Future<StoreHealth> health();

    /**
     * Ends it after what was asked before.
     *
     * @return when everything it held is released
     */
    Future<Void> close();
}
