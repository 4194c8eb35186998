package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Credential;
import io.quotewire.gateway.auth.Credential.Kind;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.limit.AddressLimitedException;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code authenticate}: names the user of an anonymous connection, or takes a fresh token of the same user. A credential
 * that is no good ends the connection: nobody is treated as anonymous who claimed to be somebody. One that cannot be checked at
 * the moment changes nothing.
 */
final class AuthenticateHandler implements RequestHandler {
    private final SessionServices services;
    private final SubscribeHandler subscribe;
    private final RoleChange roleChange;

    AuthenticateHandler(SessionServices services, SubscribeHandler subscribe) {
        this.services = services;
        this.subscribe = subscribe;
        roleChange = new RoleChange(services);
    }

    @Override
    public void handle(Session session, Request request, Arguments arguments) {
        // What is malformed is answered before anything is held.
        Credential credential = credentialOrNull(arguments);
        String device = arguments.get(Argument.DEVICE);
        session.hold();
        examined(credential, session.opening().ip())
                .compose(principal -> verified(session, request, principal))
                .onSuccess(verified -> {
                    if (verified && device != null) {
                        session.device().rename(device);
                    }
                })
                .onFailure(failure -> refuse(session, request, failure))
                .onComplete(done -> session.resume());
    }

    /** Whose is what was shown; several are none. */
    private Future<Principal> examined(@Nullable Credential credential, String ip) {
        return credential == null
                ? services.credentials()
                        .reject(new CredentialRefusedException(Reason.NOT_ACCEPTED, "more than one credential"), ip)
                : services.credentials().examine(credential, ip);
    }

    /** The one that is shown; null if several are. */
    private static @Nullable Credential credentialOrNull(Arguments arguments) {
        String key = arguments.get(Argument.API_KEY);
        String ticket = arguments.get(Argument.TICKET);
        if (key == null && ticket == null) {
            return new Credential(Kind.TOKEN, arguments.require(Argument.TOKEN));
        }
        if ((key != null && ticket != null) || arguments.get(Argument.TOKEN) != null) {
            return null;
        }
        return key == null
                ? new Credential(Kind.TICKET, arguments.require(Argument.TICKET))
                : new Credential(Kind.API_KEY, key);
    }

    private Future<Boolean> verified(Session session, Request request, Principal fresh) {
        Principal before = session.principal();
        if (before.isAnonymous()) {
            return identify(session, request, fresh);
        }
        if (Objects.equals(before.userId(), fresh.userId())) {
            accept(session, request, fresh);
            return Future.succeededFuture(true);
        }
        session.refuse(
                request.id(), Refusal.of(ErrorCode.FORBIDDEN, "this connection belongs to another user already"));
        return Future.succeededFuture(false);
    }

    private Future<Boolean> identify(Session session, Request request, Principal fresh) {
        return services.reception()
                .identify(session.opening().connectionId(), Objects.requireNonNull(fresh.userId()))
                .onSuccess(admitted -> {
                    if (admitted) {
                        accept(session, request, fresh);
                    } else {
                        session.close(CloseCode.CONNECTION_LIMIT, "the user has as many connections as allowed");
                    }
                });
    }

    private void accept(Session session, Request request, Principal fresh) {
        Principal before = session.principal();
        session.become(fresh);
        SessionRecords.authenticated(session, "authenticate");
        session.reply(request, "authenticated", authenticated(fresh));
        roleChange.apply(session, before);
        if (before.isAnonymous()) {
            subscribe.channelsByItself(session);
        }
    }

    /** An API key has no end. */
    private static JsonObject authenticated(Principal fresh) {
        JsonObject data = new JsonObject()
                .put("userId", fresh.userId())
                .put("role", fresh.role().name());
        if (fresh.expiresAtMs() != Long.MAX_VALUE) {
            data.put("expiresAt", Instant.ofEpochMilli(fresh.expiresAtMs()).toString());
        }
        return data;
    }

    private static void refuse(Session session, Request request, Throwable failure) {
        if (failure instanceof AddressLimitedException limited) {
            session.refuse(
                    request.id(),
                    Refusal.rateLimited(
                            "too many refused credentials from this address",
                            limited.answer().retryAfterMs()));
            return;
        }
        Reason reason = failure instanceof CredentialRefusedException refusal ? refusal.reason() : null;
        if (reason != null && reason.isTemporary()) {
            ErrorCode code = reason == Reason.UNAVAILABLE ? ErrorCode.TIMEOUT : ErrorCode.STORE_UNAVAILABLE;
            session.refuse(request.id(), Refusal.of(code, "" + failure.getMessage()));
            return;
        }
        SessionRecords.credentialRefused(session, CredentialRefusedException.reasonOf(failure));
        ErrorCode code = reason == Reason.EXPIRED ? ErrorCode.TOKEN_EXPIRED : ErrorCode.UNAUTHORIZED;
        session.refuse(request.id(), Refusal.of(code, reason == null ? "not verified" : "" + failure.getMessage()));
        session.close(CloseCode.UNAUTHENTICATED, "the credential was refused");
    }
}
