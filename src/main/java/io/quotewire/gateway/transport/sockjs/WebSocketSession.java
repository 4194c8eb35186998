package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.protocol.Lane;
import io.quotewire.gateway.transport.sockjs.Payload.MalformedPayloadException;
import io.quotewire.gateway.transport.websocket.SocketListener;
import io.quotewire.gateway.transport.websocket.WireSocket;
import io.vertx.core.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A session that is one WebSocket: it ends with it. Confined to the connection's event loop. */
final class WebSocketSession implements SockJsSocket, SocketListener {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED_DATA = 1003;
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

    private final WireSocket socket;
    private final Services services;
    private final SockJsGuest guest;
    private @Nullable Runnable onEnd;
    private long sentMs;
    private long closedMs;
    private boolean closing;
    private boolean over;

    WebSocketSession(WireSocket socket, Services services, SockJsGuest guest) {
        this.socket = socket;
        this.services = services;
        this.guest = guest;
        sentMs = services.steadyMs().getAsLong();
    }

    /**
     * Begins.
     *
     * @param told when the session is over
     */
    void begin(Runnable told) {
        onEnd = told;
        if (services.framed()) {
            write(Frames.OPEN, Lane.PRIVATE);
        }
        guest.opened(this);
    }

    /** Looks at the clock. */
    void tick(long nowMs) {
        SockJsOptions options = services.options();
        if (closing && nowMs - closedMs >= options.disconnectMs()) {
            terminate();
        } else if (!closing && services.framed() && nowMs - sentMs >= options.heartbeatMs()) {
            write(Frames.HEARTBEAT, Lane.PRIVATE);
        }
    }

    @Override
    public void send(String message, Lane lane) {
        if (!closing) {
            write(services.framed() ? Frames.messages(List.of(Frames.quoted(message))) : message, lane);
        }
    }

    @Override
    public void ping() {
        if (!closing) {
            socket.ping();
        }
    }

    @Override
    public long queuedBytes() {
        return socket.queuedBytes();
    }

    @Override
    public long privateBytes() {
        return socket.privateBytes();
    }

    @Override
    public void close(int code, String reason) {
        if (closing) {
            return;
        }
        if (services.framed()) {
            write(Frames.close(code, reason), Lane.IN_ORDER);
        }
        shut(code, reason);
    }

    @Override
    public void terminate() {
        socket.terminate();
    }

    private void shut(int code, String reason) {
        if (!closing) {
            closing = true;
            closedMs = services.steadyMs().getAsLong();
            socket.close(code, reason);
        }
    }

    private void write(String text, Lane lane) {
        sentMs = services.steadyMs().getAsLong();
        socket.text(text.getBytes(StandardCharsets.UTF_8), lane);
    }

    @Override
    public boolean frame(boolean completes) {
        if (!closing && !completes) {
            guest.alive();
        }
        return !closing;
    }

    @Override
    public void failed(int code) {
        guest.failed(code);
    }

    private void fault(int code) {
        if (!closing) {
            guest.failed(code);
        }
    }

    @Override
    public void binary(byte[] payload) {
        fault(UNSUPPORTED_DATA);
        close(UNSUPPORTED_DATA, "text was agreed");
    }

    @Override
    public void text(byte[] utf8) {
        if (!services.framed()) {
            guest.received(new String(utf8, StandardCharsets.UTF_8));
            return;
        }
        try {
            List<String> messages = Payload.ofWebSocket(utf8);
            if (Payload.anyLongerThan(services.options().maxMessageBytes(), messages)) {
                fault(TOO_BIG);
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
            fault(PROTOCOL_ERROR);
            shut(PROTOCOL_ERROR, "" + malformed.getMessage());
        }
    }

    @Override
    public void ended() {
        if (!over) {
            over = true;
            closing = true;
            if (onEnd != null) {
                onEnd.run();
            }
            guest.ended();
        }
    }
}
