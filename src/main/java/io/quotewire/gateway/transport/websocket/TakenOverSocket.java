package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.quotewire.gateway.protocol.Lane;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on a channel that is ours alone, the last handler of its pipeline; what it sends leaves through its {@link
 * FrameOutlet}. Confined to the connection's event loop.
 */
final class TakenOverSocket extends ChannelInboundHandlerAdapter implements WireSocket {
    private static final Logger LOG = LoggerFactory.getLogger(TakenOverSocket.class);
    private static final long CLOSE_TIMEOUT_SECONDS = 5;
    private static final int MAX_CODE = 4_999;
    private static final int CODE_BYTES = 2;

    private final MessageAssembly assembly;
    private final @Nullable FrameDeflater deflater;
    private @Nullable ChannelHandlerContext context;
    private @Nullable FrameOutlet out;
    private @Nullable SocketListener listener;
    private boolean closing;
    private boolean over;

    /**
     * A socket without a channel yet.
     *
     * @param limits how long a message from the client may be
     * @param deflater compresses; null where that was not agreed
     */
    TakenOverSocket(MessageLimits limits, @Nullable FrameDeflater deflater) {
        assembly = new MessageAssembly(limits);
        this.deflater = deflater;
    }

    void attach(ChannelHandlerContext frames) {
        context = frames;
        out = new FrameOutlet(frames);
    }

    /** Answers the handshake; it leaves with what is written next, or with {@link #flush}. */
    void open(byte[] answer) {
        write(answer, Lane.PRIVATE);
    }

    /** Begins to pass on what comes. */
    void serve(SocketListener newListener) {
        listener = newListener;
        if (context == null || !context.channel().isActive()) {
            end();
        }
    }

    /** What was written leaves. */
    void flush() {
        if (out != null) {
            out.run();
        }
    }

    @Override
    public void text(byte[] utf8, Lane lane) {
        if (deflater != null && FrameDeflater.pays(utf8.length)) {
            frame(deflater.text(utf8), lane);
        } else {
            frame(Frames.text(utf8), lane);
        }
    }

    @Override
    public void binary(byte[] payload) {
        if (deflater != null && FrameDeflater.pays(payload.length)) {
            frame(deflater.binary(payload), Lane.PRIVATE);
        } else {
            frame(Frames.binary(payload), Lane.PRIVATE);
        }
    }

    @Override
    public FrameForm form() {
        return deflater == null ? FrameForm.PLAIN : FrameForm.DEFLATED;
    }

    @Override
    public void frame(byte[] frame, Lane lane) {
        if (!closing) {
            write(frame, lane);
        }
    }

    @Override
    public void prices(ByteBuf frames) {
        if (!closing && out != null) {
            out.prices(frames);
        }
    }

    @Override
    public void ping() {
        frame(Frames.ping(), Lane.PRIVATE);
    }

    @Override
    public long queuedBytes() {
        return out == null ? 0 : out.queuedBytes();
    }

    @Override
    public long privateBytes() {
        return out == null ? 0 : out.privateBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (!closing) {
            closing = true;
            write(Frames.close(code, reason), Lane.IN_ORDER);
        }
    }

    @Override
    public void terminate() {
        if (context != null) {
            Cut.now(context.channel());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext of, Object message) {
        try {
            if (message instanceof WebSocketFrame frame && listener != null) {
                received(listener, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext of) {
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext of) {
        end();
    }

    /** Vert.x announces its shutdown to all channels of its server; sessions are closed by their own loop. */
    @Override
    public void userEventTriggered(ChannelHandlerContext of, Object event) {
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext of, Throwable failure) {
        if (closing) {
            return;
        }
        boolean wrapped = failure.getClass() == DecoderException.class && failure.getCause() != null;
        Throwable cause = wrapped ? failure.getCause() : failure;
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            fail(of(corrupted.closeStatus().code()));
        } else if (cause instanceof IOException) {
            terminate();
        } else {
            LOG.atError().setCause(cause).log("a WebSocket connection failed");
            fail(CloseStatus.INTERNAL);
        }
    }

    private void received(SocketListener to, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closeCame(close);
        } else if (!closing && to.frame(completes(frame)) && !closing) {
            if (frame instanceof PingWebSocketFrame) {
                frame(Frames.pong(ByteBufUtil.getBytes(frame.content())), Lane.PRIVATE);
            } else if (!(frame instanceof PongWebSocketFrame)) {
                dataCame(to, frame);
            }
        }
    }

    private static boolean completes(WebSocketFrame frame) {
        return frame.isFinalFragment()
                && !(frame instanceof PingWebSocketFrame)
                && !(frame instanceof PongWebSocketFrame);
    }

    private void dataCame(SocketListener to, WebSocketFrame frame) {
        if (!(frame instanceof ContinuationWebSocketFrame)) {
            assembly.begin(frame instanceof TextWebSocketFrame);
        }
        switch (assembly.add(ByteBufUtil.getBytes(frame.content()), frame.isFinalFragment())) {
            case INCOMPLETE -> {}
            case COMPLETE -> {
                if (assembly.isText()) {
                    to.text(assembly.take());
                } else {
                    to.binary(assembly.take());
                }
            }
            case TOO_LONG -> fail(CloseStatus.TOO_BIG);
            case NOT_UTF8 -> fail(CloseStatus.INVALID_DATA);
        }
    }

    /** The peer's goodbye: answered with its own code, or the answer to ours. Then the connection ends. */
    private void closeCame(CloseWebSocketFrame close) {
        if (closing) {
            // Our own may have been written in this very turn.
            flush();
            terminate();
            return;
        }
        // Netty's decoder looks at all codes but those above the last, and does not see a reason that is cut off.
        if (close.statusCode() > MAX_CODE) {
            fail(CloseStatus.PROTOCOL_ERROR);
        } else if (!Utf8.isWhole(reason(close))) {
            fail(CloseStatus.INVALID_DATA);
        } else {
            leave(Frames.close(close.statusCode(), ""));
        }
    }

    private static byte[] reason(CloseWebSocketFrame close) {
        ByteBuf payload = close.content();
        int code = Math.min(CODE_BYTES, payload.readableBytes());
        return ByteBufUtil.getBytes(payload, payload.readerIndex() + code, payload.readableBytes() - code);
    }

    private void fail(CloseStatus status) {
        if (!closing && out != null) {
            if (listener != null) {
                listener.failed(status.code());
            }
            leave(Frames.close(status.code(), status.reason()));
        }
    }

    private void leave(byte[] frame) {
        closing = true;
        if (context != null && out != null) {
            lastWord(context, out, frame);
        }
        if (listener != null) {
            listener.leaving();
        }
    }

    /**
     * Nothing is said after this frame and nothing that comes is listened to, RFC 6455 section 7.1.1 and 7.1.7: our direction
     * ends behind it, and the connection when the peer ends its own. Closing at once would make the system send a reset if
     * there is anything unread, and that overtakes the frame. A peer that does not read, or does not go, is cut.
     */
    private void lastWord(ChannelHandlerContext of, FrameOutlet to, byte[] frame) {
        to.end(frame);
        ScheduledFuture<?> cut = of.executor().schedule(this::terminate, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        of.channel().closeFuture().addListener(closed -> cut.cancel(false));
    }

    private static CloseStatus of(int code) {
        for (CloseStatus status : CloseStatus.values()) {
            if (status.code() == code) {
                return status;
            }
        }
        return CloseStatus.PROTOCOL_ERROR;
    }

    private void write(byte[] frame, Lane lane) {
        if (out != null) {
            out.write(frame, lane);
        }
    }

    private void end() {
        if (!over) {
            over = true;
            closing = true;
            if (out != null) {
                out.drop();
            }
            if (listener != null) {
                listener.ended();
            }
        }
    }
}
