package io.quotewire.gateway.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.session.Connection;
import io.quotewire.gateway.session.Session;
import io.quotewire.gateway.transport.websocket.Cut;
import io.quotewire.gateway.transport.websocket.MessageAssembly;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import org.jspecify.annotations.Nullable;

/**
 * A client behind a Vert.x WebSocket. Messages are put together here from their frames, because Vert.x itself takes text
 * that is not UTF-8 and loses messages whose first fragment is empty. Confined to the connection's event loop.
 */
final class WebSocketConnection implements Connection {
    private final ServerWebSocket socket;
    private final Channel channel;
    private final MessageAssembly assembly;
    private @Nullable Session session;
    private long queuedBytes;
    private boolean closing;

    WebSocketConnection(ServerWebSocket socket, Channel channel, int maxMessageBytes) {
        this.socket = socket;
        this.channel = channel;
        assembly = new MessageAssembly(maxMessageBytes);
    }

    /** Begins to pass on what comes. */
    void serve(Session newSession) {
        session = newSession;
        socket.frameHandler(frame -> received(newSession, frame));
        socket.exceptionHandler(failure -> failed(newSession, failure));
        socket.closeHandler(closed -> newSession.ended());
        if (socket.isClosed()) {
            newSession.ended();
        }
    }

    /** The user has too many connections. */
    void refuse() {
        if (session != null) {
            session.close(CloseCode.CONNECTION_LIMIT, "the user has as many connections as allowed");
        }
    }

    @Override
    public void send(Outbound message) {
        if (closing) {
            return;
        }
        int size = message.text().length();
        queuedBytes += size;
        socket.writeTextMessage(message.text()).onComplete(written -> queuedBytes -= size);
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
    public void close(CloseCode code, String reason) {
        if (!closing) {
            closing = true;
            socket.close((short) code.number(), reason);
        }
    }

    @Override
    public void terminate() {
        Cut.now(channel);
    }

    private void received(Session to, WebSocketFrame frame) {
        if (closing || !to.frameReceived()) {
            return;
        }
        if (frame.type() == WebSocketFrameType.BINARY) {
            to.close(CloseCode.UNSUPPORTED_DATA, "text was agreed");
            return;
        }
        if (frame.type() != WebSocketFrameType.TEXT && frame.type() != WebSocketFrameType.CONTINUATION) {
            return;
        }
        switch (assembly.add(frame.binaryData(), frame.isFinal())) {
            case INCOMPLETE -> {}
            case COMPLETE -> to.received(assembly.take());
            case TOO_LONG -> to.close(CloseCode.MESSAGE_TOO_BIG, "the message is too long");
            case NOT_UTF8 -> to.close(CloseCode.INVALID_UTF8, "text must be UTF-8");
        }
    }

    private void failed(Session of, Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooLong = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            of.close(
                    tooLong ? CloseCode.MESSAGE_TOO_BIG : CloseCode.PROTOCOL_ERROR,
                    tooLong ? "the message is too long" : "protocol error");
        }
    }
}
