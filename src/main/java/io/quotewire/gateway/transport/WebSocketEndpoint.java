package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.policy.Action;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.session.Endpoint;
import io.quotewire.gateway.session.Opening;
import io.quotewire.gateway.session.Wishes;
import io.quotewire.gateway.transport.Entrance.Refused;
import io.quotewire.gateway.transport.websocket.MessageLimits;
import io.quotewire.gateway.transport.websocket.SocketListener;
import io.quotewire.gateway.transport.websocket.Upgrade;
import io.quotewire.gateway.transport.websocket.WireSocket;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handshake of every WebSocket endpoint: is it one, is there room, who is it; then the upgrade and the session.
 * Whatever was taken on the way is given back on every way out. Confined to one event loop.
 */
final class WebSocketEndpoint {
    private static final ChannelName NOTIFICATIONS = new ChannelName(ChannelName.NOTIFICATIONS, null);
    private final TransportServices services;
    private final Entrance entrance;
    private final TransportRecords records;
    private final MessageLimits messageLimits;
    private final FrameEncoding encoding;

    WebSocketEndpoint(TransportServices services) {
        this.services = services;
        entrance = new Entrance(services);
        records = new TransportRecords(services);
        encoding = new FrameEncoding(services.upgrades().deflater());
        messageLimits = MessageLimits.of(services.limits().maxMessageBytes());
    }

    /** Takes a request to {@code /ws} and the like. */
    void handle(HttpServerRequest request, Endpoint endpoint, @Nullable String symbol) {
        Optional<HandshakeCheck.Fault> fault = HandshakeCheck.fault(request, services.origins());
        if (fault.isPresent()) {
            if (fault.get().isOrigin()) {
                records.originRefused(ClientAddress.of(request));
            } else {
                records.handshakeRefused(ClientAddress.of(request));
            }
            HttpAnswers.refuse(
                    fault.get().begin(request),
                    fault.get().status(),
                    Refusal.of(ErrorCode.BAD_MESSAGE, fault.get().text()));
        } else if (entrance.closed().isPresent()) {
            refuse(request, entrance.closed().get());
        } else if (symbol != null && !services.queries().knows(symbol)) {
            deny(request, new Refused(404, Refusal.of(ErrorCode.UNKNOWN_SYMBOL, "there is no such symbol")));
        } else {
            identify(request, endpoint, symbol);
        }
    }

    private void identify(HttpServerRequest request, Endpoint endpoint, @Nullable String symbol) {
        Wishes wishes;
        try {
            wishes = QueryWishes.of(request.params());
        } catch (Refusal refusal) {
            deny(request, new Refused(400, refusal));
            return;
        }
        Upgrade upgrade = Upgrade.begin(request, services.upgrades());
        String ip = ClientAddress.of(request);
        String id = services.connectionIds().get();
        entrance.enter(id, request.headers(), request.params(), ip)
                .onSuccess(principal -> {
                    Opening opening = new Opening(id, endpoint, ip, principal, symbol, wishes);
                    Verdict verdict = verdict(opening);
                    if (verdict.isNo()) {
                        services.reception()
                                .giveBack(id)
                                .onComplete(free -> refuse(upgrade, opening, verdict.refusal()));
                    } else {
                        accept(request, upgrade, opening);
                    }
                })
                .onFailure(failure -> refuse(upgrade, Entrance.refused(failure)));
    }

    /** Whether they may have what the door brings by itself. */
    private Verdict verdict(Opening opening) {
        Principal who = opening.principal();
        return switch (opening.endpoint()) {
            case TRADING, SOCKJS -> services.policy().decide(who, Action.AUTHENTICATE);
            case PRICES -> services.policy().decide(who, Action.FIREHOSE);
            case SYMBOL -> services.policy().decide(who, Action.QUOTES);
            case NOTIFICATIONS -> services.policy().decide(who, ChannelAction.SUBSCRIBE, NOTIFICATIONS);
        };
    }

    private void refuse(Upgrade upgrade, Opening opening, Refusal refusal) {
        if (refusal.code() == ErrorCode.FORBIDDEN) {
            Whom whom = new Whom(opening.ip(), null, opening.principal().userId());
            records.forbidden(whom, opening.endpoint().text());
        }
        refuse(upgrade, new Refused(refusal.code().httpStatus(), refusal));
    }

    private void accept(HttpServerRequest request, Upgrade upgrade, Opening opening) {
        boolean spoken = !HandshakeCheck.offersOnlyOthers(request);
        upgrade.accept(
                messageLimits,
                socket -> spoken ? begin(socket, opening) : new UnspokenProtocol(services, socket, opening),
                () -> services.reception().release(opening.connectionId()));
    }

    private SocketListener begin(WireSocket socket, Opening opening) {
        WebSocketConnection connection = new WebSocketConnection(socket, encoding);
        connection.serve(services.sessions().open(connection, opening));
        return connection;
    }

    private void deny(HttpServerRequest request, Refused refused) {
        records.refused(Whom.at(ClientAddress.of(request)), refused.refusal().code(), "HANDSHAKE");
        refuse(request, refused);
    }

    private static void refuse(Upgrade upgrade, Refused refused) {
        answer(upgrade.refuse(), refused.status(), refused.refusal());
    }

    private static void refuse(HttpServerRequest request, Refused refused) {
        answer(request, refused.status(), refused.refusal());
    }

    private static void answer(HttpServerRequest request, int status, Refusal refusal) {
        HttpServerResponse response = request.response();
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        HttpAnswers.refuse(response, status, refusal);
    }
}
