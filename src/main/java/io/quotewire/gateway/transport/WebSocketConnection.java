package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.session.Connection;
import io.quotewire.gateway.session.Session;
import io.quotewire.gateway.transport.websocket.FrameForm;
import io.quotewire.gateway.transport.websocket.SocketListener;
import io.quotewire.gateway.transport.websocket.WireSocket;
import org.jspecify.annotations.Nullable;

/** A client behind a WebSocket: its frames are made once for all who get the same message. Confined to its event loop. */
final class WebSocketConnection implements Connection, SocketListener {
    private final WireSocket socket;
    private final FrameEncoding encoding;
    private @Nullable Session session;

    WebSocketConnection(WireSocket socket, FrameEncoding encoding) {
        this.socket = socket;
        this.encoding = encoding;
    }

    /** Passes on what comes from now on. */
    void serve(Session newSession) {
        session = newSession;
    }

    @Override
    public void send(Outbound message) {
        FrameForm form = socket.form();
        if (form == FrameForm.NONE) {
            socket.text(message.utf8(), message.lane());
        } else {
            socket.frame(encoding.frame(message, form), message.lane());
        }
    }

    @Override
    public void send(Bundle bundle) {
        FrameForm form = socket.form();
        if (form == FrameForm.NONE) {
            bundle.messages().forEach(this::send);
        } else {
            socket.prices(encoding.frames(bundle, form));
        }
    }

    @Override
    public void ping() {
        socket.ping();
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
    public void close(CloseCode code, String reason) {
        socket.close(code.number(), reason);
    }

    @Override
    public void terminate() {
        socket.terminate();
    }

    @Override
    public boolean frame(boolean completes) {
        return session != null && session.frameReceived();
    }

    @Override
    public void text(byte[] utf8) {
        if (session != null) {
            session.received(utf8);
        }
    }

    @Override
    public void binary(byte[] payload) {
        if (session != null) {
            session.close(CloseCode.UNSUPPORTED_DATA, "text was agreed");
        }
    }

    @Override
    public void failed(int code) {
        if (session != null) {
            session.failed(CloseCode.of(code));
        }
    }

    @Override
    public void leaving() {
        if (session != null) {
            session.leaving();
        }
    }

    @Override
    public void ended() {
        if (session != null) {
            session.ended();
        }
    }
}
