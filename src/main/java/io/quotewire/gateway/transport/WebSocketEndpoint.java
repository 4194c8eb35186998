package io.quotewire.gateway.transport;

import io.netty.channel.Channel;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.session.Endpoint;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.session.Wishes;
import io.quotewire.gateway.transport.Entrance.Refused;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshake of every WebSocket endpoint: is it one, who is it, is there room; then the upgrade and the session.
 * Whatever was taken on the way is given back on every way out. Confined to one event loop.
 */
final class WebSocketEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketEndpoint.class);
    private final TransportServices services;
    private final Entrance entrance;

    WebSocketEndpoint(TransportServices services) {
        this.services = services;
        entrance = new Entrance(services);
    }

    /** Takes a request to {@code /ws} and the like. */
    void handle(HttpServerRequest request, Endpoint endpoint, @Nullable String symbol) {
        Optional<HandshakeCheck.Fault> fault = HandshakeCheck.fault(request, services.origins());
        if (fault.isPresent()) {
            refuse(
                    request,
                    fault.get().status(),
                    Refusal.of(ErrorCode.BAD_MESSAGE, fault.get().text()));
        } else if (entrance.closed().isPresent()) {
            refuse(request, entrance.closed().get());
        } else if (symbol != null && !services.queries().knows(symbol)) {
            refuse(request, 404, Refusal.of(ErrorCode.UNKNOWN_SYMBOL, "there is no such symbol"));
        } else {
            identify(request, endpoint, symbol);
        }
    }

    private void identify(HttpServerRequest request, Endpoint endpoint, @Nullable String symbol) {
        Wishes wishes;
        try {
            wishes = QueryWishes.of(request.params());
        } catch (Refusal refusal) {
            refuse(request, 400, refusal);
            return;
        }
        request.pause();
        entrance.principal(request.headers(), request.params())
                .onSuccess(principal -> {
                    if (principal.isAnonymous() && needsUser(endpoint)) {
                        refuse(request, 401, Refusal.of(ErrorCode.UNAUTHORIZED, "a credential is required"));
                    } else {
                        String id = services.connectionIds().get();
                        String ip = request.remoteAddress().hostAddress();
                        admit(request, new Opening(id, endpoint, ip, principal, symbol, wishes));
                    }
                })
                .onFailure(failure -> refuse(request, Entrance.refused(failure)));
    }

    private boolean needsUser(Endpoint endpoint) {
        return endpoint == Endpoint.NOTIFICATIONS
                || (endpoint == Endpoint.SYMBOL && !services.auth().anonymous());
    }

    private void admit(HttpServerRequest request, Opening opening) {
        services.admission()
                .admit(opening.connectionId(), opening.ip(), services.context())
                .onSuccess(verdict -> Entrance.refused(verdict)
                        .ifPresentOrElse(refused -> refuse(request, refused), () -> upgrade(request, opening)));
    }

    private void upgrade(HttpServerRequest request, Opening opening) {
        boolean spoken = !HandshakeCheck.offersOnlyOthers(request);
        Channel channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        request.toWebSocket()
                .onSuccess(socket -> {
                    if (spoken) {
                        begin(socket, channel, opening);
                    } else {
                        services.admission().release(opening.connectionId());
                        socket.close(
                                (short) CloseCode.UNSUPPORTED_PROTOCOL.number(),
                                "the subprotocol is " + HandshakeCheck.PROTOCOL);
                    }
                })
                .onFailure(failure -> {
                    services.admission().release(opening.connectionId());
                    LOG.atDebug().addKeyValue("cause", failure.getMessage()).log("upgrade failed");
                });
        request.resume();
    }

    private void begin(ServerWebSocket socket, Channel channel, Opening opening) {
        WebSocketConnection connection =
                new WebSocketConnection(socket, channel, services.limits().maxMessageBytes());
        connection.serve(services.sessions().open(connection, opening));
        String user = opening.principal().userId();
        if (user != null) {
            services.admission()
                    .identify(opening.connectionId(), user, services.context())
                    .onSuccess(admitted -> {
                        if (!admitted) {
                            connection.refuse();
                        }
                    });
        }
    }

    private static void refuse(HttpServerRequest request, Refused refused) {
        refuse(request, refused.status(), refused.refusal());
    }

    private static void refuse(HttpServerRequest request, int status, Refusal refusal) {
        request.resume();
        HttpServerResponse response = request.response();
        if (status == 426) {
            response.putHeader("Sec-WebSocket-Version", "13").putHeader("Upgrade", "websocket");
        }
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        HttpAnswers.refuse(response, status, refusal);
    }
}
