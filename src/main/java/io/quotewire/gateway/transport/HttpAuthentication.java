package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.transport.Entrance.Refused;
import io.quotewire.kit.http.ClientAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** Who sends an HTTP request. Confined to one event loop. */
final class HttpAuthentication {
    private final TransportServices services;
    private final TransportRecords records;
    private final Entrance entrance;

    HttpAuthentication(TransportServices services) {
        this.services = services;
        records = new TransportRecords(services);
        entrance = new Entrance(services);
    }

    /** Goes on with the user, or answers 401, 403 for a page of another site, or 429 where too many were refused. */
    void require(RoutingContext context, Consumer<Principal> next) {
        if (!services.origins()
                .allows(
                        context.request().headers().getAll("Origin"),
                        context.request().getHeader("Host"))) {
            records.originRefused(ClientAddress.of(context.request()));
            HttpAnswers.refuse(context.response(), Refusal.of(ErrorCode.FORBIDDEN, "this origin may not ask"));
            return;
        }
        principal(context).onSuccess(next::accept).onFailure(failure -> refuse(context, failure));
    }

    private Future<Principal> principal(RoutingContext context) {
        String ip = ClientAddress.of(context.request());
        if (context.queryParams().contains("ticket")) {
            return entrance.reject(
                    new CredentialRefusedException(Reason.NOT_ACCEPTED, "a ticket is for a handshake"), ip);
        }
        return entrance.principal(context.request().headers(), context.queryParams(), ip)
                .compose(principal -> principal.isAnonymous() ? missing(ip) : Future.succeededFuture(principal));
    }

    private Future<Principal> missing(String ip) {
        CredentialRefusedException missing =
                new CredentialRefusedException(Reason.MALFORMED, "a credential is required");
        records.credentialRefused(Whom.at(ip), missing);
        return Future.failedFuture(missing);
    }

    /** The user's request was refused. */
    void refused(RoutingContext context, Principal principal, ErrorCode code) {
        String ip = ClientAddress.of(context.request());
        String route = context.currentRoute() == null
                ? ""
                : "" + context.currentRoute().getPath();
        records.refused(new Whom(ip, null, principal.userId()), code, route);
    }

    /** The user asks too often. */
    void limited(RoutingContext context, Principal principal) {
        String ip = ClientAddress.of(context.request());
        records.limited(new Whom(ip, null, principal.userId()), "RATE_LIMITED");
    }

    /** Refuses a credential, or says that it cannot be looked up. */
    static void refuse(RoutingContext context, Throwable failure) {
        Refused refused = Entrance.refused(failure);
        if (refused.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        HttpAnswers.refuse(context.response(), refused.status(), refused.refusal());
    }
}
