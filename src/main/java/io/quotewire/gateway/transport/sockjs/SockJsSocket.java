package io.quotewire.gateway.transport.sockjs;

/** The server's end of one session. Confined to the session's event loop; nothing here blocks or throws. */
public interface SockJsSocket {
    /**
     * Sends a message after all that were sent before. Of no effect once closing.
     *
     * @param message any text
     */
    void send(String message);

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
     * Ends the session after what was sent: the client is told code and reason. Of no effect once closing.
     *
     * @param code 1000 to 4999
     * @param reason for a person, at most 123 bytes
     */
    void close(int code, String reason);

    /** Ends the session at once and cuts its connections; whatever was not sent is lost. */
    void terminate();
}
