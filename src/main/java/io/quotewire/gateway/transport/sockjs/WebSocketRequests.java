package io.quotewire.gateway.transport.sockjs;

import io.quotewire.gateway.transport.websocket.MessageLimits;
import io.quotewire.gateway.transport.websocket.Upgrade;
import io.quotewire.gateway.transport.websocket.UpgradeOptions;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
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
    private final UpgradeOptions upgrades;
    private final MessageLimits framedLimits;
    private final MessageLimits rawLimits;
    private final Set<WebSocketSession> sessions = new LinkedHashSet<>();

    WebSocketRequests(
            Context context,
            LongSupplier steadyMs,
            SockJsOptions options,
            SockJsService service,
            UpgradeOptions upgrades) {
        this.upgrades = upgrades;
        framedLimits = MessageLimits.of(options.maxBodyBytes());
        rawLimits = MessageLimits.of(options.maxMessageBytes());
        this.context = context;
        this.steadyMs = steadyMs;
        this.options = options;
        this.service = service;
    }

    void handle(HttpServerRequest request, boolean framed) {
        Optional<String> fault = UpgradeCheck.fault(request, options.origins());
        if (fault.isPresent()) {
            String ip = ClientAddress.of(request);
            if (UpgradeCheck.isForeign(request, options.origins())) {
                service.originRefused(ip);
            } else {
                service.handshakeRefused(ip);
            }
            Answers.text(request.response(), 400, fault.get());
            return;
        }
        Upgrade upgrade = Upgrade.begin(request, upgrades);
        SockJsOpening opening = new SockJsOpening(
                framed ? Transport.WEBSOCKET : Transport.RAW_WEBSOCKET,
                request.headers().copy(false),
                request.params().copy(false),
                ClientAddress.of(request));
        service.admit(opening)
                .onSuccess(guest -> accept(upgrade, framed, guest))
                .onFailure(failure -> refuse(upgrade, Mount.refusal(failure)));
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

    private void accept(Upgrade upgrade, boolean framed, SockJsGuest guest) {
        WebSocketSession.Services services = new WebSocketSession.Services(context, steadyMs, options, framed);
        upgrade.accept(
                framed ? framedLimits : rawLimits,
                socket -> {
                    WebSocketSession session = new WebSocketSession(socket, services, guest);
                    sessions.add(session);
                    session.begin(() -> sessions.remove(session));
                    return session;
                },
                guest::ended);
    }

    private static void refuse(Upgrade upgrade, SockJsRefusal refusal) {
        HttpServerResponse response = upgrade.refuse().response();
        if (!response.ended() && !response.closed()) {
            refusal.headers().forEach(response::putHeader);
            response.setStatusCode(refusal.status())
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(refusal.body().toBuffer());
        }
    }
}
