package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands bytes that many connections get to the kernel without a stop in Netty's queue, which costs more than all else that
 * is done in Java for one connection. Only where nothing waits in that queue; what the kernel does not take is the caller's
 * to queue. Confined to the connection's event loop.
 */
final class KernelWrite {
    private KernelWrite() {}

    /** The channel's socket, or null where bytes have to take the long way: other transports, TLS. */
    static @Nullable Socket socketOf(Channel channel) {
        boolean plain = channel instanceof EpollSocketChannel && !hasOutboundHandler(channel.pipeline());
        return plain && ((EpollSocketChannel) channel).fd() instanceof Socket socket ? socket : null;
    }

    private static boolean hasOutboundHandler(ChannelPipeline pipeline) {
        for (Map.Entry<String, ?> handler : pipeline) {
            if (handler.getValue() instanceof ChannelOutboundHandler) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sends what the kernel takes now.
     *
     * @param socket of an open channel whose queue is empty
     * @param bytes not changed by it
     * @return how many were taken; 0 also where the connection is broken, which Netty will find out by its own write
     */
    static int send(Socket socket, ByteBuf bytes) {
        // A channel learns that it is closed a little later than its socket, whose number may be another's by then.
        if (!socket.isOpen() || !bytes.hasMemoryAddress()) {
            return 0;
        }
        try {
            return Math.max(0, socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex()));
        } catch (IOException broken) {
            return 0;
        }
    }
}
