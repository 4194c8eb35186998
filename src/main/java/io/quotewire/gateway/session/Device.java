package io.quotewire.gateway.session;

import io.quotewire.gateway.remote.NotificationRequests;
import org.jspecify.annotations.Nullable;

/** The device for which a connection speaks, and how far it has received the user's notifications. Confined to one event loop. */
final class Device {
    private final NotificationRequests requests;
    private @Nullable String name;
    private @Nullable Acknowledgements acknowledgements;

    /**
     * A device that has not received anything over this connection.
     *
     * @param requests has its position kept
     * @param name as it calls itself; null for none
     */
    Device(NotificationRequests requests, @Nullable String name) {
        this.requests = requests;
        this.name = name;
    }

    @Nullable
    String name() {
        return name;
    }

    /** What was received before was received by the device named before. */
    void rename(String newName) {
        if (!newName.equals(name)) {
            name = newName;
            acknowledgements = null;
        }
    }

    /** It has received all notifications of a user up to here. */
    void acknowledge(String userId, long seq) {
        if (acknowledgements == null) {
            acknowledgements = new Acknowledgements(requests, userId, name);
        }
        acknowledgements.add(seq);
    }

    /** Has kept what is not yet; to be called now and then, and at the end. */
    void send() {
        if (acknowledgements != null) {
            acknowledgements.send();
        }
    }
}
