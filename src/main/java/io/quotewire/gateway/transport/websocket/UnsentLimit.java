package io.quotewire.gateway.transport.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the kernel keep little that it has not sent yet (TCP_NOTSENT_LOWAT). Left to itself, it takes megabytes for a client that
 * reads slowly: seconds of prices that nothing can replace or overtake any more. Stateless.
 */
public final class UnsentLimit {
    private static final Logger LOG = LoggerFactory.getLogger(UnsentLimit.class);

    /**
     * Enough for the kernel to be busy until we are told to go on; what it has sent, and waits to be confirmed, is not in it. Over
     * a link that is full, a private message so had 12 KiB before it, 18 with twice as much, 79 with 128 KiB.
     */
    private static final long UNSENT_BYTES = 8 * 1024;

    private UnsentLimit() {}

    /**
     * Sets it, where the transport can.
     *
     * @param request of a connection on HTTP/1; on its event loop
     */
    public static void on(HttpServerRequest request) {
        on(Takeover.channelOf(request));
    }

    static void on(Channel channel) {
        if (channel instanceof EpollSocketChannel socket) {
            try {
                socket.config().setTcpNotSentLowAt(UNSENT_BYTES);
            } catch (ChannelException gone) {
                // The client went meanwhile; the session hears of it when it begins.
                LOG.atTrace().setCause(gone).log("closed before it was served");
            }
        }
    }
}
