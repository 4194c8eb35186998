package io.quotewire.notification;

import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.quotewire.notification.StoreMeters.Operation;
import io.quotewire.notification.store.Acknowledged;
import io.quotewire.notification.store.Appended;
import io.quotewire.notification.store.ChannelStore;
import io.quotewire.notification.store.NotificationStore;
import io.quotewire.notification.store.StoreHealth;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Supplier;

/** A store whose work is measured. Confined to the context of the store. */
final class MeasuredStore implements NotificationStore {
    private final NotificationStore store;
    private final StoreMeters meters;
    private final ChannelStore channels;

    /**
     * Around a store.
     *
     * @param store does the work; closed with this
     * @param meters closed with this
     */
    MeasuredStore(NotificationStore store, StoreMeters meters) {
        this.store = store;
        this.meters = meters;
        channels = new MeasuredChannels(store.channels(), meters);
    }

    @Override
    public Future<Appended> append(NotificationRequest request, Instant now) {
        return measured(Operation.APPEND, () -> store.append(request, now));
    }

    @Override
    public Future<NotificationHistory> history(NotificationQuery query, Instant now) {
        return measured(Operation.HISTORY, () -> store.history(query, now));
    }

    @Override
    public Future<NotificationHeads> heads(NotificationHeadsQuery query) {
        return measured(Operation.HEADS, () -> store.heads(query));
    }

    @Override
    public Future<Acknowledged> acknowledge(NotificationAck ack, Instant now) {
        return measured(Operation.ACKNOWLEDGE, () -> store.acknowledge(ack, now));
    }

    @Override
    public Future<Boolean> markRead(NotificationRead read) {
        return measured(Operation.READ, () -> store.markRead(read));
    }

    @Override
    public Future<Integer> tidy(Instant now) {
        return store.tidy(now);
    }

    @Override
    public ChannelStore channels() {
        return channels;
    }

    @Override
    public Future<StoreHealth> health() {
        return store.health();
    }

    @Override
    public Future<Void> close() {
        meters.close();
        return store.close();
    }

    private <T> Future<T> measured(Operation operation, Supplier<Future<T>> work) {
        return meters.measured(operation, work);
    }
}
