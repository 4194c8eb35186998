package io.quotewire.gateway.session;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;

/**
 * One client's way in and out: the port that transports implement. Confined to the connection's event loop; none of the
 * methods blocks, throws, or calls back into the session before it returns.
 */
public interface Connection {
    /**
     * Sends a message in its {@link io.quotewire.gateway.protocol.Lane}. Of no effect once closing.
     *
     * @param message to be sent
     */
    void send(Outbound message);

    /**
     * Sends prices, as one write where the transport can. Of no effect once closing.
     *
     * @param bundle to be sent; released by the caller
     */
    void send(Bundle bundle);

    /** Asks for a sign of life below the messages, where the transport has such a thing. */
    void ping();

    /**
     * How much was sent and has not left this process.
     *
     * @return bytes
     */
    long queuedBytes();

    /**
     * How much of that is private, and not prices.
     *
     * @return bytes
     */
    long privateBytes();

    /**
     * Ends the connection after what was sent. Of no effect once closing.
     *
     * @param code why
     * @param reason the same for a person, at most 123 bytes
     */
    void close(CloseCode code, String reason);

    /** Cuts the connection at once, without a word; whatever was not sent is lost. */
    void terminate();
}
