package io.quotewire.gateway.subscription;

import io.quotewire.bus.NotificationHeads;
import io.quotewire.bus.StoredNotification;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Position;
import io.quotewire.gateway.remote.NotificationRequests;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who on this event loop gets the notifications of which user. What the bus announces is passed on at once to those who
 * have everything before it; whoever has not, for whatever reason, is given what is missing by the store. So nothing that
 * the bus loses is lost, and nothing is kept here. Confined to one event loop.
 */
public final class Inboxes {
    private final Messages messages;
    private final NotificationRequests requests;
    private final LongSupplier steadyMs;
    private final Map<String, List<InboxSubscription>> byUser = new LinkedHashMap<>();
    private final Set<InboxSubscription> behind = new LinkedHashSet<>();
    private final Round comparing = new Round();
    private int count;

    /**
     * Nobody is subscribed yet.
     *
     * @param messages encodes
     * @param requests asks the notification verticle
     * @param steadyMs milliseconds of a clock that never goes back
     */
    public Inboxes(Messages messages, NotificationRequests requests, LongSupplier steadyMs) {
        this.messages = messages;
        this.requests = requests;
        this.steadyMs = steadyMs;
    }

    /**
     * Somebody wants a user's notifications. Nothing is delivered before {@link InboxSubscription#begin}.
     *
     * @param subscriber who
     * @param userId whose
     * @param device for which device; null for none
     * @param since after which position; null for what the device has not acknowledged
     * @return the subscription, to be cancelled
     */
    public InboxSubscription subscribe(
            Subscriber subscriber, String userId, @Nullable String device, @Nullable Position since) {
        InboxSubscription subscription = new InboxSubscription(this, subscriber, userId, device, since);
        byUser.computeIfAbsent(userId, user -> new ArrayList<>(1)).add(subscription);
        count++;
        return subscription;
    }

    /**
     * One was stored somewhere in the cluster.
     *
     * @param notification it, as announced
     */
    public void stored(StoredNotification notification) {
        List<InboxSubscription> wanted = byUser.get(notification.userId());
        if (wanted == null) {
            return;
        }
        Outbound encoded = messages.notification(notification);
        for (InboxSubscription subscription : List.copyOf(wanted)) {
            subscription.offer(notification, encoded);
        }
    }

    /**
     * Reads what was announced; of users whom nobody here is no more than their id.
     *
     * @param body it, as announced
     * @return null of such a user
     * @throws io.quotewire.bus.MalformedMessageException naming the field that is wrong
     */
    public @Nullable StoredNotification read(JsonObject body) {
        boolean isOthers = body.getValue("userId") instanceof String user && !byUser.containsKey(user);
        return isOthers ? null : StoredNotification.from(body);
    }

    /** Gives more to those who are behind and can take it; to be called often, costs nothing when nobody is. */
    public void flush() {
        if (!behind.isEmpty()) {
            long nowMs = steadyMs.getAsLong();
            List.copyOf(behind).forEach(subscription -> subscription.catchUp(nowMs));
        }
    }

    /** Asks the store how far everybody should be; to be called every few seconds. */
    public void compare() {
        comparing.begin(
                List.copyOf(byUser.keySet()), users -> requests.heads(users).onSuccess(this::compare));
    }

    /**
     * How many subscriptions there are.
     *
     * @return a count
     */
    public int subscriptions() {
        return count;
    }

    private void compare(NotificationHeads heads) {
        heads.heads().forEach((user, head) -> {
            for (InboxSubscription subscription : byUser.getOrDefault(user, List.of())) {
                subscription.shouldBe(head.epoch(), head.seq());
            }
        });
    }

    Messages messages() {
        return messages;
    }

    NotificationRequests requests() {
        return requests;
    }

    long nowMs() {
        return steadyMs.getAsLong();
    }

    void behind(InboxSubscription subscription) {
        behind.add(subscription);
    }

    void caughtUp(InboxSubscription subscription) {
        behind.remove(subscription);
    }

    void remove(InboxSubscription subscription) {
        behind.remove(subscription);
        List<InboxSubscription> left = byUser.get(subscription.userId());
        if (left != null && left.remove(subscription)) {
            count--;
            if (left.isEmpty()) {
                byUser.remove(subscription.userId());
            }
        }
    }
}
