package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Bundle;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.session.Connection;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.session.Session;
import io.quotewire.gateway.transport.sockjs.SockJsGuest;
import io.quotewire.gateway.transport.sockjs.SockJsSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client behind SockJS, from its admission, which it gives back at the end. Confined to the session's event loop. */
final class SockJsConnection implements SockJsGuest {
    private final TransportServices services;
    private final Opening opening;
    private @Nullable Session session;

    SockJsConnection(TransportServices services, Opening opening) {
        this.services = services;
        this.opening = opening;
    }

    @Override
    public void opened(SockJsSocket socket) {
        session = services.sessions().open(new Out(socket), opening);
    }

    @Override
    public void received(String message) {
        if (session != null && session.frameReceived()) {
            session.received(message.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void alive() {
        if (session != null) {
            session.frameReceived();
        }
    }

    @Override
    public void failed(int code) {
        if (session != null) {
            session.failed(CloseCode.of(code));
        }
    }

    @Override
    public void ended() {
        if (session != null) {
            session.ended();
        } else {
            services.reception().release(opening.connectionId());
        }
    }

    /** The session's way out. */
    private record Out(SockJsSocket socket) implements Connection {
        @Override
        public void send(Outbound message) {
            socket.send(message.text(), message.lane());
        }

        @Override
        public void send(Bundle bundle) {
            bundle.messages().forEach(this::send);
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
    }
}
