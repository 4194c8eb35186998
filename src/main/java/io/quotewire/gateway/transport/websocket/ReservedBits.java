package io.quotewire.gateway.transport.websocket;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;

/**
 * With an extension agreed, Netty's decoder lets every reserved bit pass; lawful is only the first, on the first frame of a
 * message (RFC 7692 section 6). Stateless, shared by all.
 */
@Sharable
final class ReservedBits extends ChannelInboundHandlerAdapter {
    static final ReservedBits CHECK = new ReservedBits();

    private ReservedBits() {}

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && !lawful(frame)) {
            frame.release();
            context.fireExceptionCaught(
                    new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits"));
        } else {
            context.fireChannelRead(message);
        }
    }

    private static boolean lawful(WebSocketFrame frame) {
        boolean first = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        return frame.rsv() == 0 || (frame.rsv() == WebSocketExtension.RSV1 && first);
    }
}
