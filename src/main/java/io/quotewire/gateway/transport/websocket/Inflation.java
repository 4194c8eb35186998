package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates messages, RFC 7692 section 7.2.2, each from an empty window; frame by frame, and never more than a message may
 * have. There is an inflater only while a compressed message is coming. Stands behind {@link ReservedBits}. Confined to the
 * connection's event loop.
 */
final class Inflation extends ChannelInboundHandlerAdapter {
    /**
     * What the sender took off the end, then an empty last block: a stream that ends with it was whole, and any other has
     * taken it for something else.
     */
    private static final byte[] TAIL = {0, 0, -1, -1, 3, 0};

    private static final int ROOM = 8 * 1024;
    private final int maxMessageBytes;
    private @Nullable Inflater inflater;
    private int length;

    Inflation(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean begins = message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame;
        if (begins && ((WebSocketFrame) message).rsv() != 0) {
            end();
            inflater = new Inflater(true);
            length = 0;
        }
        if (inflater != null && (begins || message instanceof ContinuationWebSocketFrame)) {
            inflate(context, inflater, (WebSocketFrame) message);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void inflate(ChannelHandlerContext context, Inflater with, WebSocketFrame frame) {
        ByteBuf out = context.alloc().buffer();
        WebSocketCloseStatus fault = null;
        try {
            boolean fits = inflate(with, ByteBufUtil.getBytes(frame.content()), out);
            if (fits && frame.isFinalFragment()) {
                // A stream that says it is over needs no tail.
                fits = with.finished() || inflate(with, TAIL, out);
                fault = with.finished() ? null : WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
            }
            fault = fits ? fault : WebSocketCloseStatus.MESSAGE_TOO_BIG;
        } catch (DataFormatException noStream) {
            fault = WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
        }
        if (frame.isFinalFragment()) {
            end();
        }
        frame.release();
        if (fault == null) {
            context.fireChannelRead(like(frame, out));
        } else {
            out.release();
            context.fireExceptionCaught(new CorruptedWebSocketFrameException(fault, "cannot be inflated"));
        }
    }

    /** Blocks may follow one that says it is the last: they begin another stream. False if there is too much in it. */
    private boolean inflate(Inflater with, byte[] input, ByteBuf out) throws DataFormatException {
        byte[] room = new byte[ROOM];
        if (with.finished() && input.length > 0) {
            with.reset();
        }
        with.setInput(input);
        while (true) {
            int inflated = with.inflate(room);
            if (inflated > maxMessageBytes - length) {
                return false;
            }
            length += inflated;
            out.writeBytes(room, 0, inflated);
            int left = with.getRemaining();
            if (with.finished() && left > 0) {
                with.reset();
                with.setInput(input, input.length - left, left);
            } else if (inflated == 0) {
                return true;
            }
        }
    }

    private static WebSocketFrame like(WebSocketFrame frame, ByteBuf payload) {
        boolean last = frame.isFinalFragment();
        return frame instanceof TextWebSocketFrame
                ? new TextWebSocketFrame(last, 0, payload)
                : frame instanceof BinaryWebSocketFrame
                        ? new BinaryWebSocketFrame(last, 0, payload)
                        : new ContinuationWebSocketFrame(last, 0, payload);
    }

    private void end() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        end();
    }
}
