package io.quotewire.gateway.transport.sockjs;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.quotewire.gateway.transport.sockjs.Payload.MalformedPayloadException;
import io.quotewire.gateway.transport.websocket.Cut;
import io.quotewire.gateway.transport.websocket.MessageAssembly;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;

/** A session that is one WebSocket: it ends with it. Confined to the connection's event loop. */
final class WebSocketSession implements SockJsSocket {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED_DATA = 1003;
    private static final int INVALID_UTF8 = 1007;
    private static final int TOO_BIG = 1009;

    /**
     * What sessions share.
     *
     * @param context the event loop's
     * @param steadyMs the clock
     * @param options of the service
     * @param framed whether messages are wrapped in SockJS frames
     */
    record Services(Context context, LongSupplier steadyMs, SockJsOptions options, boolean framed) {}

    private final ServerWebSocket socket;
    private final Channel channel;
    private final Services services;
    private final SockJsGuest guest;
    private final MessageAssembly assembly;
    private long queuedBytes;
    private long sentMs;
    private long closedMs;
    private boolean closing;
    private boolean over;

    WebSocketSession(ServerWebSocket socket, Channel channel, Services services, SockJsGuest guest) {
        this.socket = socket;
        this.channel = channel;
        this.services = services;
        this.guest = guest;
        SockJsOptions options = services.options();
        assembly = new MessageAssembly(services.framed() ? options.maxBodyBytes() : options.maxMessageBytes());
        sentMs = services.steadyMs().getAsLong();
    }

    /**
     * Begins.
     *
     * @param onEnd told when the session is over
     */
    void serve(Runnable onEnd) {
        socket.frameHandler(this::received);
        socket.exceptionHandler(this::failed);
        socket.closeHandler(closed -> end(onEnd));
        if (services.framed()) {
            write(Frames.OPEN);
        }
        guest.opened(this);
        if (socket.isClosed()) {
            end(onEnd);
        }
    }

    /** Looks at the clock. */
    void tick(long nowMs) {
        SockJsOptions options = services.options();
        if (closing && nowMs - closedMs >= options.disconnectMs()) {
            terminate();
        } else if (!closing && services.framed() && nowMs - sentMs >= options.heartbeatMs()) {
            write(Frames.HEARTBEAT);
        }
    }

    @Override
    public void send(String message) {
        if (!closing) {
            write(services.framed() ? Frames.messages(List.of(Frames.quoted(message))) : message);
        }
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
        if (closing) {
            return;
        }
        if (services.framed()) {
            write(Frames.close(code, reason));
        }
        shut(code, reason);
    }

    @Override
    public void terminate() {
        Cut.now(channel);
    }

    private void shut(int code, String reason) {
        if (!closing) {
            closing = true;
            closedMs = services.steadyMs().getAsLong();
            socket.close((short) code, reason);
        }
    }

    private void write(String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        queuedBytes += length;
        sentMs = services.steadyMs().getAsLong();
        socket.writeTextMessage(text).onComplete(written -> queuedBytes -= length);
    }

    private void received(WebSocketFrame frame) {
        if (closing) {
            return;
        }
        if (frame.type() == WebSocketFrameType.BINARY) {
            close(UNSUPPORTED_DATA, "text was agreed");
        } else if (frame.type() != WebSocketFrameType.TEXT && frame.type() != WebSocketFrameType.CONTINUATION) {
            guest.alive();
        } else {
            switch (assembly.add(frame.binaryData(), frame.isFinal())) {
                case INCOMPLETE -> guest.alive();
                case COMPLETE -> complete(assembly.take());
                case TOO_LONG -> close(TOO_BIG, "the message is too long");
                case NOT_UTF8 -> close(INVALID_UTF8, "text must be UTF-8");
            }
        }
    }

    private void complete(byte[] utf8) {
        if (!services.framed()) {
            guest.received(new String(utf8, StandardCharsets.UTF_8));
            return;
        }
        try {
            List<String> messages = Payload.ofWebSocket(utf8);
            if (Payload.anyLongerThan(services.options().maxMessageBytes(), messages)) {
                close(TOO_BIG, "the message is too long");
                return;
            }
            if (messages.isEmpty()) {
                guest.alive();
            }
            for (String message : messages) {
                if (!closing) {
                    guest.received(message);
                }
            }
        } catch (MalformedPayloadException malformed) {
            shut(PROTOCOL_ERROR, "" + malformed.getMessage());
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            boolean tooLong = corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            close(tooLong ? TOO_BIG : PROTOCOL_ERROR, tooLong ? "the message is too long" : "protocol error");
        }
    }

    private void end(Runnable onEnd) {
        if (!over) {
            over = true;
            closing = true;
            onEnd.run();
            guest.ended();
        }
    }
}
