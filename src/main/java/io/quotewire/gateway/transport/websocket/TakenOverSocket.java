package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket on a channel that is ours alone, the last handler of its pipeline. Writes of one turn of the event loop leave
 * with one flush at its end. Confined to the connection's event loop.
 */
final class TakenOverSocket extends ChannelInboundHandlerAdapter implements WireSocket, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TakenOverSocket.class);
    private static final long CLOSE_TIMEOUT_SECONDS = 5;
    private static final int MAX_CODE = 4_999;
    private static final int CODE_BYTES = 2;
    private static final int FLUSH_FROM_BYTES = 8 * 1024;

    /** What Netty adds to a message in its queue when it says how much is in it. */
    private static final int QUEUE_ENTRY_BYTES = 96;

    private final MessageAssembly assembly;
    private final @Nullable FrameDeflater deflater;
    private @Nullable ChannelHandlerContext out;
    private @Nullable ChannelOutboundBuffer queue;
    private @Nullable Socket kernel;
    private @Nullable SocketListener listener;
    private int unflushed;
    /** Whether anything was put into Netty's queue since it was seen empty: most of the time that need not be looked at. */
    private boolean queued;

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
        out = frames;
        queue = frames.channel().unsafe().outboundBuffer();
        kernel = KernelWrite.socketOf(frames.channel());
    }

    /** Answers the handshake; it leaves with what is written next, or when the turn ends: with {@link #run}. */
    void open(byte[] answer) {
        if (out != null) {
            unflushed = answer.length + QUEUE_ENTRY_BYTES;
            queued = true;
            ChannelFuture unused = out.write(buffer(out, answer), out.voidPromise());
        }
    }

    /** Begins to pass on what comes. */
    void serve(SocketListener newListener) {
        listener = newListener;
        if (out == null || !out.channel().isActive()) {
            end();
        }
    }

    @Override
    public void text(byte[] utf8) {
        if (deflater != null && FrameDeflater.pays(utf8.length)) {
            frame(deflater.text(utf8));
        } else {
            frame(Frames.text(utf8));
        }
    }

    @Override
    public void binary(byte[] payload) {
        if (deflater != null && FrameDeflater.pays(payload.length)) {
            frame(deflater.binary(payload));
        } else {
            frame(Frames.binary(payload));
        }
    }

    @Override
    public FrameForm form() {
        return deflater == null ? FrameForm.PLAIN : FrameForm.DEFLATED;
    }

    @Override
    public void frame(byte[] frame) {
        if (!closing) {
            write(frame);
        }
    }

    @Override
    public void frames(ByteBuf frames) {
        if (closing || out == null) {
            return;
        }
        int taken = kernel != null && queuedBytes() == 0 ? KernelWrite.send(kernel, frames) : 0;
        if (taken < frames.readableBytes()) {
            unflushed = 0;
            queued = true;
            ByteBuf rest = frames.retainedSlice(frames.readerIndex() + taken, frames.readableBytes() - taken);
            ChannelFuture unused = out.writeAndFlush(rest, out.voidPromise());
        }
    }

    @Override
    public void ping() {
        frame(Frames.ping());
    }

    @Override
    public long queuedBytes() {
        if (!queued || queue == null) {
            return 0;
        }
        long bytes = queue.totalPendingWriteBytes();
        queued = bytes > 0;
        return bytes;
    }

    @Override
    public void close(int code, String reason) {
        if (!closing) {
            closing = true;
            write(Frames.close(code, reason));
        }
    }

    @Override
    public void terminate() {
        if (out != null) {
            Cut.now(out.channel());
        }
    }

    /** The turn of the event loop is over. */
    @Override
    public void run() {
        if (unflushed > 0 && out != null) {
            unflushed = 0;
            out.flush();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof WebSocketFrame frame && listener != null) {
                received(listener, frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        run();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
    }

    /** Vert.x announces its shutdown to all channels of its server; sessions are closed by their own loop. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
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
                frame(Frames.pong(ByteBufUtil.getBytes(frame.content())));
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
        if (out == null) {
            return;
        }
        if (closing) {
            // Our own may have been written in this very turn.
            run();
            Cut.now(out.channel());
            return;
        }
        // Netty's decoder looks at all codes but those above the last, and does not see a reason that is cut off.
        if (close.statusCode() > MAX_CODE) {
            fail(CloseStatus.PROTOCOL_ERROR);
        } else if (!Utf8.isWhole(reason(close))) {
            fail(CloseStatus.INVALID_DATA);
        } else {
            leave(out, Frames.close(close.statusCode(), ""));
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
            leave(out, Frames.close(status.code(), status.reason()));
        }
    }

    private void leave(ChannelHandlerContext to, byte[] frame) {
        closing = true;
        lastWord(to, frame);
        if (listener != null) {
            listener.leaving();
        }
    }

    /**
     * Nothing is said after this frame and nothing that comes is listened to, RFC 6455 section 7.1.1 and 7.1.7: our direction
     * ends behind it, and the connection when the peer ends its own. Closing at once would make the system send a reset if
     * there is anything unread, and that overtakes the frame. A peer that does not read, or does not go, is cut.
     */
    private void lastWord(ChannelHandlerContext to, byte[] frame) {
        ChannelFuture unused = to.writeAndFlush(buffer(to, frame)).addListener(done -> endOutput(to));
        ScheduledFuture<?> cut = to.executor().schedule(this::terminate, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        to.channel().closeFuture().addListener(closed -> cut.cancel(false));
    }

    private static void endOutput(ChannelHandlerContext of) {
        boolean secure = of.pipeline().get(SslHandler.class) != null;
        ChannelFuture unused =
                !secure && of.channel() instanceof DuplexChannel duplex ? duplex.shutdownOutput() : of.close();
    }

    private static CloseStatus of(int code) {
        for (CloseStatus status : CloseStatus.values()) {
            if (status.code() == code) {
                return status;
            }
        }
        return CloseStatus.PROTOCOL_ERROR;
    }

    private void write(byte[] frame) {
        if (out == null) {
            return;
        }
        ChannelFuture unused = out.write(buffer(out, frame), out.voidPromise());
        queued = true;
        boolean first = unflushed == 0;
        unflushed += frame.length + QUEUE_ENTRY_BYTES;
        if (unflushed >= FLUSH_FROM_BYTES) {
            // What has not been offered to the kernel must not make a client that reads look slow.
            run();
        } else if (first) {
            out.executor().execute(this);
        }
    }

    private static ByteBuf buffer(ChannelHandlerContext context, byte[] bytes) {
        return context.alloc().directBuffer(bytes.length, bytes.length).writeBytes(bytes);
    }

    private void end() {
        if (!over) {
            over = true;
            closing = true;
            if (listener != null) {
                listener.ended();
            }
        }
    }
}
