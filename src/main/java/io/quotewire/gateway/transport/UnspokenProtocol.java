package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Messages;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.transport.websocket.SocketListener;
import io.quotewire.gateway.transport.websocket.WireSocket;
import io.vertx.core.Vertx;

/** A client that offers only subprotocols which are not spoken here: told so, and nothing else. Confined to its event loop. */
final class UnspokenProtocol implements SocketListener {
    private static final long PATIENCE_MS = 5_000;
    private final TransportServices services;
    private final Opening opening;
    private final long timer;

    UnspokenProtocol(TransportServices services, WireSocket socket, Opening opening) {
        this.services = services;
        this.opening = opening;
        socket.close(CloseCode.UNSUPPORTED_PROTOCOL.number(), "the subprotocol is " + Messages.SUBPROTOCOL);
        Whom whom = new Whom(
                opening.ip(), opening.connectionId(), opening.principal().userId());
        new TransportRecords(services).closing(whom, CloseCode.UNSUPPORTED_PROTOCOL);
        Vertx vertx = services.vertx();
        timer = vertx.setTimer(PATIENCE_MS, late -> socket.terminate());
    }

    @Override
    public boolean frame(boolean completes) {
        return false;
    }

    @Override
    public void text(byte[] utf8) {}

    @Override
    public void binary(byte[] payload) {}

    @Override
    public void ended() {
        services.vertx().cancelTimer(timer);
        services.reception().release(opening.connectionId());
    }
}
