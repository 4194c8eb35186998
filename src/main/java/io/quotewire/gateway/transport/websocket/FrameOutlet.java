package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import io.quotewire.gateway.protocol.Lane;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a channel that is ours alone. Frames that the kernel takes at once leave in the order in which they come,
 * those of one turn of the event loop with one flush at its end. Netty's queue, in which nothing can be overtaken, is kept
 * short: as soon as the kernel takes no more, whole frames wait here in their {@link Lanes}, and Netty is given a few at a
 * time, the private ones first. Confined to the connection's event loop.
 */
final class FrameOutlet implements Runnable, ChannelFutureListener {
    private static final int FLUSH_FROM_BYTES = 8 * 1024;

    /** How much Netty is given at a time of what waits, unless one frame is longer. */
    private static final int PIECE_BYTES = 4 * 1024;

    /** How much may be in Netty's queue before frames wait here. */
    private static final int HANDED_BYTES = 16 * 1024;

    /** The same where each byte goes through that queue, because of TLS or another transport: seldom does it stay there. */
    private static final int PASSING_BYTES = 64 * 1024;

    /** What Netty adds to a message in its queue when it says how much is in it. */
    private static final int ENTRY_BYTES = 96;

    private final ChannelHandlerContext out;
    private final @Nullable ChannelOutboundBuffer queue;
    private final @Nullable Socket kernel;
    private int unflushed;
    /** Whether anything was put into Netty's queue since it was seen empty: most of the time that need not be looked at. */
    private boolean queued;
    /** Whether Netty has a piece of what waited, and tells when the kernel has it. */
    private boolean handing;
    /** Whether our direction ends behind what waits. */
    private boolean ending;
    /** What was private of that which Netty got since its queue was seen empty. */
    private long handedPrivate;

    private @Nullable Lanes<ByteBuf> waiting;

    /**
     * The way out of a channel.
     *
     * @param out writes frames as they are
     */
    FrameOutlet(ChannelHandlerContext out) {
        this.out = out;
        queue = out.channel().unsafe().outboundBuffer();
        kernel = KernelWrite.socketOf(out.channel());
    }

    /** Sends one frame, or the answer to the handshake; it leaves when the turn ends, if not before. */
    void write(byte[] frame, Lane lane) {
        if (handing) {
            await(Unpooled.wrappedBuffer(frame), lane);
        } else if (handedBytes() > HANDED_BYTES) {
            await(Unpooled.wrappedBuffer(frame), lane);
            handNext();
        } else {
            ChannelFuture unused = out.write(buffer(frame), out.voidPromise());
            boolean first = unflushed == 0;
            countIn(frame.length);
            if (unflushed >= FLUSH_FROM_BYTES) {
                // What has not been offered to the kernel must not make a client that reads look slow.
                run();
            } else if (first) {
                out.executor().execute(this);
            }
        }
    }

    /** Sends prices, at once. */
    void prices(ByteBuf frames) {
        if (handing) {
            await(frames.retainedSlice(), Lane.PRICES);
            return;
        }
        long handed = handedBytes();
        if (handed > 0 && handed + frames.readableBytes() > HANDED_BYTES) {
            run();
            handed = handedBytes();
        }
        if (handed == 0 && kernel != null) {
            offer(kernel, frames);
        } else if (handed + frames.readableBytes() <= (handed == 0 ? PASSING_BYTES : HANDED_BYTES)) {
            queued = true;
            unflushed = 0;
            ChannelFuture unused = out.writeAndFlush(frames.retainedSlice(), out.voidPromise());
        } else {
            await(frames.retainedSlice(), Lane.PRICES);
            handNext();
        }
    }

    /** What the kernel leaves of a frame that it has begun goes to Netty, all other frames wait. */
    private void offer(Socket to, ByteBuf frames) {
        int taken = KernelWrite.send(to, frames);
        int length = frames.readableBytes();
        if (taken == length) {
            return;
        }
        int whole = Frames.endAfter(frames, taken);
        if (whole < length) {
            await(frames.retainedSlice(frames.readerIndex() + whole, length - whole), Lane.PRICES);
        }
        if (whole > taken) {
            hand(frames.retainedSlice(frames.readerIndex() + taken, whole - taken));
        } else {
            handNext();
        }
    }

    /** Sends a last frame behind all others, after which our direction ends. */
    void end(byte[] frame) {
        ending = true;
        await(Unpooled.wrappedBuffer(frame), Lane.IN_ORDER);
        if (!handing) {
            handNext();
        }
    }

    /** The turn of the event loop is over. */
    @Override
    public void run() {
        if (unflushed > 0) {
            unflushed = 0;
            out.flush();
        }
    }

    /** How much has not left this process, in bytes. */
    long queuedBytes() {
        return handedBytes() + (waiting == null ? 0 : waiting.bytes());
    }

    /** How much of it is private; exact where only one kind is in Netty's queue. */
    long privateBytes() {
        return Math.min(handedBytes(), handedPrivate) + (waiting == null ? 0 : waiting.privateBytes());
    }

    /** The kernel has the piece that Netty was given, or there is no connection any more. */
    @Override
    public void operationComplete(ChannelFuture written) {
        handing = false;
        handedPrivate = 0;
        if (written.isSuccess()) {
            handNext();
        } else {
            drop();
        }
    }

    /** Nothing can be sent any more. */
    void drop() {
        if (waiting != null) {
            waiting.drain(ByteBuf::release);
            waiting = null;
        }
    }

    private void await(ByteBuf frames, Lane lane) {
        if (waiting == null) {
            waiting = new Lanes<>();
        }
        waiting.add(frames, frames.readableBytes() + ENTRY_BYTES, lane);
    }

    private void handNext() {
        if (waiting == null || waiting.isEmpty()) {
            waiting = null;
            if (ending) {
                endOutput();
            }
        } else {
            hand(piece(waiting));
        }
    }

    private void hand(ByteBuf piece) {
        handing = true;
        queued = true;
        unflushed = 0;
        ChannelFuture unused = out.writeAndFlush(piece).addListener(this);
    }

    /** The next frames to leave: one, or as many as may be in a piece. */
    private ByteBuf piece(Lanes<ByteBuf> lanes) {
        int whole = Frames.wholeWithin(lanes.next(), PIECE_BYTES);
        if (whole == 0) {
            return slice(lanes, Frames.length(lanes.next(), 0));
        }
        ByteBuf piece = out.alloc().directBuffer(PIECE_BYTES, PIECE_BYTES);
        while (whole > 0) {
            ByteBuf part = slice(lanes, whole);
            piece.writeBytes(part);
            part.release();
            whole = lanes.isEmpty() ? 0 : Frames.wholeWithin(lanes.next(), piece.writableBytes());
        }
        return piece;
    }

    /** Takes the first bytes of what is to leave next. */
    private ByteBuf slice(Lanes<ByteBuf> lanes, int length) {
        ByteBuf frames = lanes.next();
        handedPrivate += lanes.isNextPrice() ? 0 : length;
        if (length == frames.readableBytes()) {
            return lanes.take();
        }
        lanes.shorten(length);
        return frames.readRetainedSlice(length);
    }

    private long handedBytes() {
        if (!queued || queue == null) {
            return 0;
        }
        long bytes = queue.totalPendingWriteBytes();
        if (bytes <= 0) {
            queued = false;
            handedPrivate = 0;
            return 0;
        }
        return bytes;
    }

    private void countIn(int length) {
        queued = true;
        unflushed += length + ENTRY_BYTES;
        handedPrivate += length + ENTRY_BYTES;
    }

    private void endOutput() {
        boolean secure = out.pipeline().get(SslHandler.class) != null;
        ChannelFuture unused =
                !secure && out.channel() instanceof DuplexChannel duplex ? duplex.shutdownOutput() : out.close();
    }

    private ByteBuf buffer(byte[] bytes) {
        return out.alloc().directBuffer(bytes.length, bytes.length).writeBytes(bytes);
    }
}
