package io.quotewire.gateway.subscription;

import io.quotewire.bus.NotificationHistory;
import io.quotewire.bus.NotificationQuery;
import io.quotewire.bus.StoredNotification;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.protocol.Refusal;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's way through one user's notifications: each once and in order, as fast as the subscriber takes them. It
 * knows one position; whatever is beyond and does not follow on directly is asked of the store again. Confined to one event
 * loop.
 */
public final class InboxSubscription implements Subscription {
    private static final long PAGE = 100;
    private static final long RETRY_MS = 1_000;

    private final Inboxes inboxes;
    private final Subscriber subscriber;
    private final String userId;
    private final @Nullable String device;
    private final @Nullable Position since;
    private @Nullable String epoch;
    private long position;
    private long head;
    private long headWhenAsked = -1;
    private long retryAtMs = Long.MIN_VALUE;
    private boolean begun;
    private boolean asking;
    private boolean complained;
    private boolean ended;

    InboxSubscription(
            Inboxes inboxes, Subscriber subscriber, String userId, @Nullable String device, @Nullable Position since) {
        this.inboxes = inboxes;
        this.subscriber = subscriber;
        this.userId = userId;
        this.device = device;
        this.since = since;
    }

    /**
     * Asks for what the subscriber has missed.
     *
     * @return the first of it, for {@link #begin}; fails with a {@link Refusal}
     */
    public Future<NotificationHistory> open() {
        return inboxes.requests().history(firstQuery());
    }

    /**
     * Delivers what was missed, and goes on from there.
     *
     * @param missed what {@link #open} gave
     */
    public void begin(NotificationHistory missed) {
        begun = true;
        take(missed);
    }

    /** Begins without a word: what was missed comes as soon as the store can give it. */
    public void begin() {
        begun = true;
        inboxes.behind(this);
        catchUp(inboxes.nowMs());
    }

    /**
     * How far it has come.
     *
     * @return the epoch is null before the first delivery
     */
    public Position position() {
        return new Position(epoch, position);
    }

    @Override
    public void cancel() {
        if (!ended) {
            ended = true;
            inboxes.remove(this);
        }
    }

    String userId() {
        return userId;
    }

    /** One was stored. */
    void offer(StoredNotification notification, Outbound encoded) {
        boolean next = begun && !asking && notification.epoch().equals(epoch) && notification.seq() == position + 1;
        if (next && !subscriber.congestedPrivately()) {
            position = notification.seq();
            head = Math.max(head, position);
            subscriber.deliver(encoded);
        } else {
            shouldBe(notification.epoch(), notification.seq());
        }
    }

    /** The store has come so far. */
    void shouldBe(String storeEpoch, long storeSeq) {
        boolean renumbered = epoch != null && !storeEpoch.equals(epoch);
        if (!renumbered) {
            head = Math.max(head, storeSeq);
        }
        if (begun && (renumbered || head > position)) {
            inboxes.behind(this);
        }
    }

    /** Asks for more, where there is more and the subscriber can take it. */
    void catchUp(long nowMs) {
        if (ended || !begun || asking || nowMs < retryAtMs || subscriber.congestedPrivately()) {
            return;
        }
        asking = true;
        headWhenAsked = head;
        NotificationQuery query = epoch == null ? firstQuery() : NotificationQuery.after(userId, epoch, position, PAGE);
        inboxes.requests().history(query).onComplete(answer -> {
            asking = false;
            if (answer.succeeded()) {
                take(answer.result());
            } else {
                failed((Refusal) answer.cause());
            }
        });
    }

    private NotificationQuery firstQuery() {
        return since == null
                ? NotificationQuery.missedBy(userId, device, PAGE)
                : NotificationQuery.after(userId, since.epoch(), since.seq(), PAGE);
    }

    private void take(NotificationHistory missed) {
        if (ended) {
            return;
        }
        boolean nothingMore = missed.seq() == missed.head() && head <= headWhenAsked;
        epoch = missed.epoch();
        position = missed.seq();
        head = nothingMore ? position : Math.max(head, missed.head());
        if (head > position) {
            inboxes.behind(this);
        } else {
            inboxes.caughtUp(this);
        }
        for (StoredNotification notification : missed.messages()) {
            if (!ended) {
                subscriber.deliver(inboxes.messages().notification(notification));
            }
        }
    }

    /** The subscriber is told once; the store is asked again until it answers. */
    private void failed(Refusal refusal) {
        retryAtMs = inboxes.nowMs() + RETRY_MS;
        if (!ended && epoch == null && !complained) {
            complained = true;
            subscriber.deliver(inboxes.messages().error(null, refusal));
        }
    }
}
