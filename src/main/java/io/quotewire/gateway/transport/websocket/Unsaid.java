package io.quotewire.gateway.transport.websocket;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/** Lets nothing pass that is written behind it: it counts as sent. Stateless. */
@Sharable
final class Unsaid extends ChannelOutboundHandlerAdapter {
    static final Unsaid HERE = new Unsaid();

    private Unsaid() {}

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.trySuccess();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        // there is nothing to send
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        promise.trySuccess();
    }
}
