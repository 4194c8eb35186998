package io.quotewire.gateway.transport.sockjs;

/**
 * The other end of one session, from its admission to its end. Called on the session's event loop only, never from within
 * a call to its {@link SockJsSocket}.
 */
public interface SockJsGuest {
    /**
     * The session is open. Called once, or never if the client has gone meanwhile.
     *
     * @param socket the way out
     */
    void opened(SockJsSocket socket);

    /**
     * A message has come.
     *
     * @param message as the client's application sent it
     */
    void received(String message);

    /** The client has shown that it is there, without a message. */
    void alive();

    /**
     * The session is being closed for the client's fault; {@link #ended} follows.
     *
     * @param code the close code that the client is told
     */
    default void failed(int code) {}

    /** The session is over, or will never begin. Called exactly once, as the last. */
    void ended();
}
