package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what comes behind a handshake until the codec stands that reads it, so that nobody takes it for HTTP. No client may
 * send before it is answered, but some do. Confined to the connection's event loop.
 */
final class HeldBytes extends ChannelInboundHandlerAdapter {
    private static final int MAX_BYTES = 64 * 1024;
    private @Nullable CompositeByteBuf held;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            context.fireChannelRead(message);
            return;
        }
        CompositeByteBuf all = held == null ? context.alloc().compositeBuffer() : held;
        held = all;
        if (all.readableBytes() + bytes.readableBytes() > MAX_BYTES) {
            bytes.release();
            ChannelFuture unused = context.close();
        } else {
            all.addComponent(true, bytes);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        CompositeByteBuf all = held;
        held = null;
        if (all != null) {
            context.fireChannelRead(all);
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (held != null) {
            held.release();
            held = null;
        }
        context.fireChannelInactive();
    }
}
