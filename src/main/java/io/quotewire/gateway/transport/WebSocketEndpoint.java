package io.quotewire.gateway.transport;

import io.netty.channel.Channel;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.session.Endpoint;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.session.Wishes;
import io.vertx.core.Future;
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
    private static final int NOT_READY = 503;
    private static final int TOO_MANY = 429;
    private final TransportServices services;

    WebSocketEndpoint(TransportServices services) {
        this.services = services;
    }

    /** Takes a request to {@code /ws} and the like. */
    void handle(HttpServerRequest request, Endpoint endpoint, @Nullable String symbol) {
        Optional<HandshakeCheck.Fault> fault = HandshakeCheck.fault(request, services.origins());
        if (fault.isPresent()) {
            refuse(
                    request,
                    fault.get().status(),
                    Refusal.of(ErrorCode.BAD_MESSAGE, fault.get().text()));
        } else if (!services.open().getAsBoolean()) {
            refuse(request, NOT_READY, Refusal.of(ErrorCode.TIMEOUT, "not ready; try again"));
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
        principal(request)
                .onSuccess(principal -> {
                    if (principal.isAnonymous() && needsUser(endpoint)) {
                        refuse(request, 401, Refusal.of(ErrorCode.UNAUTHORIZED, "a credential is required"));
                    } else {
                        String id = services.connectionIds().get();
                        String ip = request.remoteAddress().hostAddress();
                        admit(request, new Opening(id, endpoint, ip, principal, symbol, wishes));
                    }
                })
                .onFailure(failure -> refuseCredential(request, failure));
    }

    private boolean needsUser(Endpoint endpoint) {
        return endpoint == Endpoint.NOTIFICATIONS
                || (endpoint == Endpoint.SYMBOL && !services.auth().anonymous());
    }

    private Future<Principal> principal(HttpServerRequest request) {
        try {
            return Credentials.token(request.headers(), request.params(), services.auth())
                    .map(services.verifier()::verify)
                    .orElseGet(() -> Future.succeededFuture(Principal.anonymous()));
        } catch (CredentialRefusedException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    private void admit(HttpServerRequest request, Opening opening) {
        services.admission()
                .admit(opening.connectionId(), opening.ip(), services.context())
                .onSuccess(verdict -> {
                    switch (verdict) {
                        case ADMITTED -> upgrade(request, opening);
                        case IP_FULL ->
                            refuse(
                                    request,
                                    TOO_MANY,
                                    Refusal.rateLimited("as many connections as an address may have", 1000));
                        case NODE_FULL -> refuse(request, NOT_READY, Refusal.rateLimited("the node is full", 1000));
                    }
                });
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

    private static void refuseCredential(HttpServerRequest request, Throwable failure) {
        if (!(failure instanceof CredentialRefusedException refusal)) {
            refuse(request, 500, Refusal.of(ErrorCode.INTERNAL, "the credential could not be verified"));
            return;
        }
        int status = refusal.reason() == Reason.NOT_ACCEPTED ? 400 : 401;
        ErrorCode code = refusal.reason() == Reason.EXPIRED ? ErrorCode.TOKEN_EXPIRED : ErrorCode.UNAUTHORIZED;
        refuse(request, status, Refusal.of(code, "" + refusal.getMessage()));
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
