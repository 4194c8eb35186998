package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.transport.Entrance.Refused;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/** Who sends an HTTP request. Confined to one event loop. */
final class HttpAuthentication {
    private final TransportServices services;
    private final TransportRecords records;

    HttpAuthentication(TransportServices services) {
        this.services = services;
        records = new TransportRecords(services);
    }

    /** Goes on with the user, or answers 401, or 403 for a page of another site. */
    void require(RoutingContext context, Consumer<Principal> next) {
        if (!services.origins()
                .allows(
                        context.request().headers().getAll("Origin"),
                        context.request().getHeader("Host"))) {
            records.originRefused(context.request().remoteAddress().hostAddress());
            HttpAnswers.refuse(context.response(), Refusal.of(ErrorCode.FORBIDDEN, "this origin may not ask"));
            return;
        }
        principal(context).onSuccess(next::accept).onFailure(failure -> refuse(context, failure));
    }

    private Future<Principal> principal(RoutingContext context) {
        try {
            Optional<String> token =
                    Credentials.token(context.request().headers(), context.queryParams(), services.auth());
            return token.map(services.verifier()::verify)
                    .orElseGet(() -> Future.failedFuture(
                            new CredentialRefusedException(Reason.MALFORMED, "a credential is required")));
        } catch (CredentialRefusedException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    /** The user may not do what is asked. */
    void forbidden(RoutingContext context, Principal principal) {
        String ip = context.request().remoteAddress().hostAddress();
        String route = context.currentRoute() == null
                ? ""
                : "" + context.currentRoute().getPath();
        records.forbidden(new Whom(ip, null, principal.userId()), route);
    }

    private void refuse(RoutingContext context, Throwable failure) {
        records.credentialRefused(Whom.at(context.request().remoteAddress().hostAddress()), failure);
        Refused refused = Entrance.refused(failure);
        if (refused.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        HttpAnswers.refuse(context.response(), refused.status(), refused.refusal());
    }
}
