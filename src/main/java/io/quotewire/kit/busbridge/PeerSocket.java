package io.quotewire.kit.busbridge;

import io.vertx.core.json.JsonObject;

/** The way out to one peer: the port that transports implement. Confined to the peer's context; nothing here throws. */
public interface PeerSocket {
    /**
     * Sends after all that was sent before. Of no effect once closing.
     *
     * @param message what
     */
    void send(JsonObject message);

    /**
     * How much was sent and has not left this process.
     *
     * @return bytes
     */
    long queuedBytes();

    /** Ends the connection because the peer does not read what it asked for; {@link BusPeer#ended} follows. */
    void closeSlow();
}
