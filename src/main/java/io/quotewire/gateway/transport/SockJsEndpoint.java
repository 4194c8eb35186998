package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Principal;
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
        return entrance.principal(request.headers(), request.params(), request.ip())
                .recover(failure -> Future.failedFuture(Entrance.overSockJs(Entrance.refused(failure))))
                .compose(principal -> wishes(request).compose(wishes -> admit(opening(request, principal, wishes))));
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

    private Opening opening(SockJsOpening request, Principal principal, Wishes wishes) {
        return new Opening(services.connectionIds().get(), Endpoint.SOCKJS, request.ip(), principal, null, wishes);
    }

    private Future<SockJsGuest> admit(Opening opening) {
        return entrance.admit(opening.connectionId(), opening.ip())
                .compose(refused -> refused.<Future<SockJsGuest>>map(
                                why -> Future.failedFuture(Entrance.overSockJs(why)))
                        .orElseGet(() -> Future.succeededFuture(new SockJsConnection(services, opening))));
    }
}
