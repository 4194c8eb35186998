package io.quotewire.notification.store;

import io.quotewire.bus.FailureCode;
import io.quotewire.bus.NotificationAck;
import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.NotificationHeadsQuery;
import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.NotificationRead;
import io.quotewire.bus.NotificationRequest;
import io.vertx.core.Future;
import java.time.Instant;

/** Stands where there is no store: keeps nothing and says so. Stateless. */
public final class UnavailableStore implements NotificationStore {
    private final StoreHealth health;

    /**
     * A store that refuses.
     *
     * @param health what it says of itself, and why it refuses
     */
    public UnavailableStore(StoreHealth health) {
        this.health = health;
    }

    private <T> Future<T> refused() {
        return Future.failedFuture(FailureCode.STORE_UNAVAILABLE.toException(health.text()));
    }

    @Override
    public Future<Appended> append(NotificationRequest request, Instant now) {
        return refused();
    }

    @Override
    public Future<NotificationHistory> history(NotificationQuery query, Instant now) {
        return refused();
    }

    @Override
    public Future<NotificationHeads> heads(NotificationHeadsQuery query) {
        return refused();
    }

    @Override
    public Future<Acknowledged> acknowledge(NotificationAck ack, Instant now) {
        return refused();
    }

    @Override
    public Future<Boolean> markRead(NotificationRead read) {
        return refused();
    }

    @Override
    public Future<Integer> tidy(Instant now) {
        return Future.succeededFuture(0);
    }

    @Override
    public Future<StoreHealth> health() {
        return Future.succeededFuture(health);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
