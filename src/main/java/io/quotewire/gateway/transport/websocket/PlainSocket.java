package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quotewire.gateway.protocol.Lane;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on Vert.x's public API, for channels that cannot be taken over. Messages are put together here from their
 * frames, because Vert.x itself takes text that is not UTF-8 and loses messages whose first fragment is empty. Confined to
 * the connection's event loop.
 */
final class PlainSocket implements WireSocket {
    /** How much Vert.x may have that is not written: what it has cannot be overtaken. */
    private static final int HANDED_BYTES = 16 * 1024;

    private record Message(Buffer payload, boolean text, Lane lane) {}

    private record Goodbye(int code, String reason) {}

    private final ServerWebSocket socket;
    private final Channel channel;
    private final MessageAssembly assembly;
    private final Lanes<Message> waiting = new Lanes<>();
    private @Nullable SocketListener listener;
    private @Nullable Goodbye goodbye;
    private long handedBytes;
    private long handedPrivate;
    private boolean handing;
    private boolean closing;

    PlainSocket(ServerWebSocket socket, Channel channel, MessageLimits limits) {
        this.socket = socket;
        this.channel = channel;
        assembly = new MessageAssembly(limits);
    }

    void serve(SocketListener newListener) {
        listener = newListener;
        socket.frameHandler(frame -> received(newListener, frame));
        socket.exceptionHandler(this::failed);
        socket.closeHandler(closed -> end());
        if (socket.isClosed()) {
            end();
        }
    }

    @Override
    public void text(byte[] utf8, Lane lane) {
        send(new Message(Buffer.buffer(utf8), true, lane));
    }

    @Override
    public void binary(byte[] payload) {
        send(new Message(Buffer.buffer(payload), false, Lane.PRIVATE));
    }

    @Override
    public FrameForm form() {
        return FrameForm.NONE;
    }

    @Override
    public void frame(byte[] frame, Lane lane) {
        throw new IllegalStateException("takes no ready frames");
    }

    @Override
    public void prices(ByteBuf frames) {
        throw new IllegalStateException("takes no ready frames");
    }

    @Override
    public void ping() {
        if (!closing) {
            socket.writePing(Buffer.buffer());
        }
    }

    @Override
    public long queuedBytes() {
        return handedBytes + waiting.bytes();
    }

    @Override
    public long privateBytes() {
        return handedPrivate + waiting.privateBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (!closing) {
            closing = true;
            goodbye = new Goodbye(code, reason);
            handOver();
        }
    }

    @Override
    public void terminate() {
        Cut.now(channel);
    }

    private void send(Message message) {
        if (!closing) {
            waiting.add(message, message.payload().length(), message.lane());
            handOver();
        }
    }

    /** Gives Vert.x what it may have. What was written at once makes room for more: hence no call of itself. */
    private void handOver() {
        if (handing) {
            return;
        }
        handing = true;
        while (!waiting.isEmpty() && handedBytes < HANDED_BYTES) {
            write(waiting.take());
        }
        handing = false;
        if (goodbye != null && waiting.isEmpty()) {
            socket.close((short) goodbye.code(), goodbye.reason());
            goodbye = null;
        }
    }

    private void write(Message message) {
        int bytes = message.payload().length();
        int privateBytes = message.lane() == Lane.PRICES ? 0 : bytes;
        handedBytes += bytes;
        handedPrivate += privateBytes;
        Future<Void> written = message.text()
                ? socket.writeTextMessage(message.payload().toString())
                : socket.writeBinaryMessage(message.payload());
        written.onComplete(done -> {
            handedBytes -= bytes;
            handedPrivate -= privateBytes;
            handOver();
        });
    }

    private void received(SocketListener to, WebSocketFrame frame) {
        boolean data = frame.type() == WebSocketFrameType.TEXT
                || frame.type() == WebSocketFrameType.BINARY
                || frame.type() == WebSocketFrameType.CONTINUATION;
        if (closing || !to.frame(data && frame.isFinal()) || closing || !data) {
            return;
        }
        if (frame.type() != WebSocketFrameType.CONTINUATION) {
            assembly.begin(frame.type() == WebSocketFrameType.TEXT);
        }
        switch (assembly.add(frame.binaryData().getBytes(), frame.isFinal())) {
            case INCOMPLETE -> {}
            case COMPLETE -> complete(to, assembly.take());
            case TOO_LONG -> fail(CloseStatus.TOO_BIG);
            case NOT_UTF8 -> fail(CloseStatus.INVALID_DATA);
        }
    }

    private void complete(SocketListener to, byte[] message) {
        if (assembly.isText()) {
            to.text(message);
        } else {
            to.binary(message);
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooLong = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            fail(tooLong ? CloseStatus.TOO_BIG : CloseStatus.PROTOCOL_ERROR);
        }
    }

    private void fail(CloseStatus status) {
        if (!closing && listener != null) {
            listener.failed(status.code());
        }
        close(status.code(), status.reason());
    }

    private void end() {
        closing = true;
        goodbye = null;
        waiting.drain(unsent -> {});
        SocketListener told = listener;
        listener = null;
        if (told != null) {
            told.ended();
        }
    }
}
