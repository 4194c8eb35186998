package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.quotewire.gateway.protocol.Lane;

/** The server's end of one WebSocket. Confined to the connection's event loop; nothing here blocks or throws. */
public interface WireSocket {
    /**
     * Sends a text message. Of no effect once closing.
     *
     * @param utf8 valid UTF-8; not to be changed afterwards
     * @param lane its place among what waits
     */
    void text(byte[] utf8, Lane lane);

    /**
     * Sends a binary message, which is private. Of no effect once closing.
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
     * @param lane its place among what waits
     */
    void frame(byte[] frame, Lane lane);

    /**
     * Sends prices whose frames stand ready, at once. Of no effect once closing.
     *
     * @param frames in a form that {@link #form} allows; shared with other sockets, so neither read from nor released here
     */
    void prices(ByteBuf frames);

    /** Sends a ping. */
    void ping();

    /**
     * How much was sent and has not left this process.
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
     * Begins the close handshake after what was sent. Of no effect once closing.
     *
     * @param code why, as RFC 6455 section 7.4 has it
     * @param reason the same for a person, at most 123 bytes
     */
    void close(int code, String reason);

    /** Cuts the connection at once; whatever was not sent is lost. */
    void terminate();
}
