package io.quotewire.gateway.transport;

import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.session.Endpoint;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.session.Wishes;
import io.quotewire.gateway.transport.Entrance.Refused;
import io.quotewire.gateway.transport.sockjs.SockJsGuest;
import io.quotewire.gateway.transport.sockjs.SockJsOpening;
import io.quotewire.gateway.transport.sockjs.SockJsService;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * {@code /sockjs}: the sessions of {@code /ws} over SockJS. Asks what {@link WebSocketEndpoint} asks, in the same order.
 * Confined to one event loop.
 */
final class SockJsEndpoint implements SockJsService {
    private final TransportServices services;
    private final Entrance entrance;

    SockJsEndpoint(TransportServices services) {
        this.services = services;
        entrance = new Entrance(services);
    }

    @Override
    public Future<SockJsGuest> admit(SockJsOpening request) {
        Optional<Refused> closed = entrance.closed();
        if (closed.isPresent()) {
            return Future.failedFuture(Entrance.overSockJs(closed.get()));
        }
        return wishes(request).compose(wishes -> enter(request, wishes));
    }

    @Override
    public void originRefused(String ip) {
        new TransportRecords(services).originRefused(ip);
    }

    @Override
    public void handshakeRefused(String ip) {
        new TransportRecords(services).handshakeRefused(ip);
    }

    private static Future<Wishes> wishes(SockJsOpening request) {
        try {
            return Future.succeededFuture(QueryWishes.of(request.params()));
        } catch (Refusal refusal) {
            return Future.failedFuture(Entrance.overSockJs(new Refused(400, refusal)));
        }
    }

    private Future<SockJsGuest> enter(SockJsOpening request, Wishes wishes) {
        String id = services.connectionIds().get();
        return entrance.enter(id, request.headers(), request.params(), request.ip())
                .recover(failure -> Future.failedFuture(Entrance.overSockJs(Entrance.refused(failure))))
                .map(principal -> new SockJsConnection(
                        services, new Opening(id, Endpoint.SOCKJS, request.ip(), principal, null, wishes)));
    }
}
