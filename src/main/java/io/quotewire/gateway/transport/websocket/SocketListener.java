package io.quotewire.gateway.transport.websocket;

/** Who takes what comes over one WebSocket. Called on the connection's event loop. */
public interface SocketListener {
    /**
     * A frame has come, of whatever type; before anything is made of it.
     *
     * @param completes whether a message ends with it
     * @return false if nothing is to be made of it
     */
    boolean frame(boolean completes);

    /**
     * A text message has come.
     *
     * @param utf8 valid UTF-8; the listener's to keep
     */
    void text(byte[] utf8);

    /**
     * A binary message has come.
     *
     * @param payload the listener's to keep
     */
    void binary(byte[] payload);

    /**
     * The connection is being closed for the client's fault; {@link #leaving} or {@link #ended} follows.
     *
     * @param code the close code that the client is told
     */
    default void failed(int code) {}

    /** The connection ends, by the client or by its fault: nothing can be sent any more. {@link #ended} follows. */
    default void leaving() {}

    /** The connection is over. Called once, as the last. */
    void ended();
}
