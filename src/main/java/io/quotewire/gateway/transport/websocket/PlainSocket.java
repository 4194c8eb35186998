package io.quotewire.gateway.transport.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on Vert.x's public API, for channels that cannot be taken over. Messages are put together here from their
 * frames, because Vert.x itself takes text that is not UTF-8 and loses messages whose first fragment is empty. Confined to
 * the connection's event loop.
 */
final class PlainSocket implements WireSocket {
    private final ServerWebSocket socket;
    private final Channel channel;
    private final MessageAssembly assembly;
    private @Nullable SocketListener listener;
    private long queuedBytes;
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
    public void text(byte[] utf8) {
        if (!closing) {
            String text = new String(utf8, StandardCharsets.UTF_8);
            count(ByteBufUtil.utf8Bytes(text), socket.writeTextMessage(text));
        }
    }

    @Override
    public void binary(byte[] payload) {
        if (!closing) {
            count(payload.length, socket.writeBinaryMessage(Buffer.buffer(payload)));
        }
    }

    @Override
    public FrameForm form() {
        return FrameForm.NONE;
    }

    @Override
    public void frame(byte[] frame) {
        throw new IllegalStateException("takes no ready frames");
    }

    @Override
    public void frames(ByteBuf frames) {
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
        return queuedBytes;
    }

    @Override
    public void close(int code, String reason) {
        if (!closing) {
            closing = true;
            socket.close((short) code, reason);
        }
    }

    @Override
    public void terminate() {
        Cut.now(channel);
    }

    private void count(int bytes, Future<Void> written) {
        queuedBytes += bytes;
        written.onComplete(done -> queuedBytes -= bytes);
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
        SocketListener told = listener;
        listener = null;
        if (told != null) {
            told.ended();
        }
    }
}
