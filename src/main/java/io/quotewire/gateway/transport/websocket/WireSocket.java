package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;

/** The server's end of one WebSocket. Confined to the connection's event loop; nothing here blocks or throws. */
public interface WireSocket {
    /**
     * Sends a text message. Of no effect once closing.
     *
     * @param utf8 valid UTF-8; not to be changed afterwards
     */
    void text(byte[] utf8);

    /**
     * Sends a binary message. Of no effect once closing.
     *
     * @param payload not to be changed afterwards
     */
    void binary(byte[] payload);

    /**
     * Which ready frames {@link #frame} takes: those that many sockets share need be made only once.
     *
     * @return the form
     */
    FrameForm form();

    /**
     * Sends a message whose frame stands ready. Of no effect once closing.
     *
     * @param frame in a form that {@link #form} allows; not to be changed afterwards
     */
    void frame(byte[] frame);

    /**
     * Sends messages whose frames stand ready, at once. Of no effect once closing.
     *
     * @param frames in a form that {@link #form} allows; shared with other sockets, so neither read from nor released here
     */
    void frames(ByteBuf frames);

    /** Sends a ping. */
    void ping();

    /**
     * How much was sent and has not left this process.
     *
     * @return bytes
     */
    long queuedBytes();

    /**
     * Begins the close handshake after what was sent. Of no effect once closing.
     *
     * @param code why, as RFC 6455 section 7.4 has it
     * @param reason the same for a person, at most 123 bytes
     */
    void close(int code, String reason);

    /** Cuts the connection at once; whatever was not sent is lost. */
    void terminate();
}
