package io.quotewire.gateway.session;

import io.quotewire.bus.NotificationAck;
import io.quotewire.gateway.remote.NotificationRequests;
import org.jspecify.annotations.Nullable;

/**
 * Takes one device's acknowledgements to the store: one at a time, the furthest of those that came meanwhile; again where
 * the store could not keep it. Confined to the session's event loop.
 */
final class Acknowledgements {
    private final NotificationRequests requests;
    private final String userId;
    private final @Nullable String device;
    private long wanted;
    private long kept;
    private boolean asking;

    Acknowledgements(NotificationRequests requests, String userId, @Nullable String device) {
        this.requests = requests;
        this.userId = userId;
        this.device = device;
    }

    /** The device has received all up to here. */
    void add(long seq) {
        wanted = Math.max(wanted, seq);
        send();
    }

    /** Sends what is not kept yet; to be called now and then, and at the end. */
    void send() {
        if (asking || wanted <= kept) {
            return;
        }
        asking = true;
        long seq = wanted;
        requests.acknowledge(new NotificationAck(userId, device, seq)).onComplete(done -> {
            asking = false;
            if (done.succeeded()) {
                kept = seq;
                send();
            }
        });
    }
}
