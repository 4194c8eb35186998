package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.protocol.Lane;

/** The server's end of one session. Confined to the session's event loop; nothing here blocks or throws. */
public interface SockJsSocket {
    /**
     * Sends a message in its lane. Of no effect once closing.
     *
     * @param message any text
     * @param lane its place among what waits
     */
    void send(String message, Lane lane);

    /**
     * Sends a message after all that were sent so. Of no effect once closing.
     *
     * @param message any text
     */
    default void send(String message) {
        send(message, Lane.PRIVATE);
    }

    /**
     * Asks for a sign of life; {@link SockJsGuest#alive} follows if there is one. Over WebSockets this is a ping. Other
     * sessions end by themselves when nobody receives, so that a session which is there is alive.
     */
    void ping();

    /**
     * How much was sent and has not left this process: what waits for a receiver, and what is being written.
     *
     * @return bytes
     */
    long queuedBytes();

    /**
     * How much of that is private.
     *
     * @return bytes
     */
    long privateBytes();

    /**
     * Ends the session after what was sent: the client is told code and reason. Of no effect once closing.
     *
     * @param code 1000 to 4999
     * @param reason for a person, at most 123 bytes
     */
    void close(int code, String reason);

    /** Ends the session at once and cuts its connections; whatever was not sent is lost. */
    void terminate();
}
