package io.quotewire.gateway.transport.sockjs;

import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The WebSockets of one service on one event loop, framed and raw. Confined to that loop. */
final class WebSocketRequests {
    private final Context context;
    private final LongSupplier steadyMs;
    private final SockJsOptions options;
    private final SockJsService service;
    private final Set<WebSocketSession> sessions = new LinkedHashSet<>();

    WebSocketRequests(Context context, LongSupplier steadyMs, SockJsOptions options, SockJsService service) {
        this.context = context;
        this.steadyMs = steadyMs;
        this.options = options;
        this.service = service;
    }

    void handle(HttpServerRequest request, boolean framed) {
        Optional<String> fault = UpgradeCheck.fault(request, options.origins());
        if (fault.isPresent()) {
            Answers.text(request.response(), 400, fault.get());
            return;
        }
        request.pause();
        SockJsOpening opening = new SockJsOpening(
                framed ? Transport.WEBSOCKET : Transport.RAW_WEBSOCKET,
                request.headers().copy(false),
                request.params().copy(false),
                request.remoteAddress().hostAddress());
        service.admit(opening)
                .onSuccess(guest -> upgrade(request, framed, guest))
                .onFailure(failure -> refuse(request, Mount.refusal(failure)));
    }

    void tick() {
        long nowMs = steadyMs.getAsLong();
        List.copyOf(sessions).forEach(session -> session.tick(nowMs));
    }

    void terminate() {
        List.copyOf(sessions).forEach(WebSocketSession::terminate);
    }

    int size() {
        return sessions.size();
    }

    private void upgrade(HttpServerRequest request, boolean framed, SockJsGuest guest) {
        Channel channel = ((HttpServerConnection) request.connection())
                .channelHandlerContext()
                .channel();
        request.toWebSocket()
                .onSuccess(socket -> begin(socket, channel, framed, guest))
                .onFailure(failure -> guest.ended());
        request.resume();
    }

    private void begin(ServerWebSocket socket, Channel channel, boolean framed, SockJsGuest guest) {
        WebSocketSession session = new WebSocketSession(
                socket, channel, new WebSocketSession.Services(context, steadyMs, options, framed), guest);
        sessions.add(session);
        session.serve(() -> sessions.remove(session));
    }

    private static void refuse(HttpServerRequest request, SockJsRefusal refusal) {
        request.resume();
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            refusal.headers().forEach(response::putHeader);
            response.setStatusCode(refusal.status())
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(refusal.body().toBuffer());
        }
    }
}
