package io.quotewire.gateway.transport;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.session.Endpoint;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.transport.Entrance.Refused;
import io.quotewire.gateway.transport.sockjs.SockJsGuest;
import io.quotewire.gateway.transport.sockjs.SockJsOpening;
import io.quotewire.gateway.transport.sockjs.SockJsRefusal;
import io.quotewire.gateway.transport.sockjs.SockJsService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
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
            return Future.failedFuture(refusal(closed.get()));
        }
        return entrance.principal(request.headers(), request.params())
                .recover(failure -> Future.failedFuture(refusal(Entrance.refused(failure))))
                .compose(principal -> admit(opening(request, principal)));
    }

    private Opening opening(SockJsOpening request, Principal principal) {
        return new Opening(services.connectionIds().get(), Endpoint.SOCKJS, request.ip(), principal, null);
    }

    private Future<SockJsGuest> admit(Opening opening) {
        return services.admission()
                .admit(opening.connectionId(), opening.ip(), services.context())
                .compose(verdict -> Entrance.refused(verdict)
                        .<Future<SockJsGuest>>map(refused -> Future.failedFuture(refusal(refused)))
                        .orElseGet(() -> Future.succeededFuture(new SockJsConnection(services, opening))));
    }

    private static SockJsRefusal refusal(Refused refused) {
        Map<String, String> headers = new HashMap<>();
        ErrorCode code = refused.refusal().code();
        if (code.temporary()) {
            headers.put("Retry-After", HttpAnswers.RETRY_AFTER_SECONDS);
        }
        if (refused.status() == 401) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new SockJsRefusal(
                refused.status(),
                headers,
                new JsonObject().put("error", refused.refusal().toJson()));
    }
}
