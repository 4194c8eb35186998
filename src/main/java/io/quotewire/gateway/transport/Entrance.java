package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.Credential;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.limit.AddressLimitedException;
import io.quotewire.gateway.limit.Admission;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.transport.sockjs.SockJsRefusal;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The questions that every client is asked on its way to a session, whatever its transport: whether there is room, and
 * who it is. Confined to one event loop.
 */
final class Entrance {
    private static final int TOO_MANY = 429;
    private static final int NOT_READY = 503;
    private final TransportServices services;
    private final TransportRecords records;

    Entrance(TransportServices services) {
        this.services = services;
        records = new TransportRecords(services);
    }

    /**
     * Why not.
     *
     * @param status the HTTP status
     * @param refusal what to say
     */
    record Refused(int status, Refusal refusal) {}

    /** The first obstacle that is there for everybody. */
    Optional<Refused> closed() {
        return services.open().getAsBoolean()
                ? Optional.empty()
                : Optional.of(new Refused(NOT_READY, Refusal.of(ErrorCode.TIMEOUT, "not ready; try again")));
    }

    /** They are let in no more: the gateway has begun to drain. */
    private static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Refused refused;

        private ClosedException(Refused refused) {
            super(null, null, false, false);
            this.refused = refused;
        }
    }

    /** What a request shows: a credential, something that is no good as one, or nothing. */
    private record Shown(
            @Nullable Credential credential, @Nullable CredentialRefusedException problem) {
        private boolean isNothing() {
            return credential == null && problem == null;
        }
    }

    /**
     * Who sends these headers and query parameters from this address, for a request that takes no place; fails with what
     * {@link #refused(Throwable)} takes.
     */
    Future<Principal> principal(MultiMap headers, MultiMap query, String ip) {
        Shown shown = shown(headers, query);
        if (shown.problem() != null) {
            return reject(shown.problem(), ip);
        }
        return shown.credential() == null
                ? Future.succeededFuture(Principal.anonymous())
                : services.credentials()
                        .examine(shown.credential(), ip)
                        .onFailure(failure -> records.credentialRefused(Whom.at(ip), failure));
    }

    /** Refuses what such a request shows in a way that is not taken. */
    Future<Principal> reject(CredentialRefusedException problem, String ip) {
        return services.credentials()
                .reject(problem, ip)
                .onFailure(failure -> records.credentialRefused(Whom.at(ip), failure));
    }

    /**
     * Who opens a connection with these headers and query parameters from this address, once it has a place: who comes too
     * often costs no more than that question. Fails with what {@link #refused(Throwable)} takes, and the place is given back.
     */
    Future<Principal> enter(String connectionId, MultiMap headers, MultiMap query, String ip) {
        Shown shown = shown(headers, query);
        return services.reception()
                .admit(connectionId, ip, !shown.isNothing())
                .compose(answer -> answer.isYes()
                        ? identify(connectionId, shown, ip)
                        : Future.failedFuture(new AddressLimitedException(answer)))
                .onFailure(failure -> {
                    if (!(failure instanceof ClosedException)) {
                        records.credentialRefused(Whom.at(ip), failure);
                    }
                });
    }

    private Future<Principal> identify(String connectionId, Shown shown, String ip) {
        return Future.<Void>succeededFuture()
                .compose(admitted -> identity(shown))
                .compose(this::unlessClosed)
                .recover(failure -> {
                    // Both go the same way together.
                    Future<Void> free = services.reception().giveBack(connectionId);
                    return services.credentials().refuse(failure, ip).eventually(() -> free);
                });
    }

    private Future<Principal> identity(Shown shown) {
        if (shown.problem() != null) {
            return Future.failedFuture(shown.problem());
        }
        return shown.credential() == null
                ? Future.succeededFuture(Principal.anonymous())
                : services.credentials().verify(shown.credential());
    }

    /** The gateway may have begun to drain meanwhile. */
    private Future<Principal> unlessClosed(Principal principal) {
        return closed().<Future<Principal>>map(refused -> Future.failedFuture(new ClosedException(refused)))
                .orElseGet(() -> Future.succeededFuture(principal));
    }

    private Shown shown(MultiMap headers, MultiMap query) {
        try {
            return new Shown(Credentials.find(headers, query, services.auth()).orElse(null), null);
        } catch (CredentialRefusedException problem) {
            return new Shown(null, problem);
        }
    }

    static Refused refused(Throwable failure) {
        if (failure instanceof ClosedException closed) {
            return closed.refused;
        }
        if (failure instanceof AddressLimitedException limited) {
            return refused(limited.answer());
        }
        if (!(failure instanceof CredentialRefusedException refusal)) {
            return new Refused(500, Refusal.of(ErrorCode.INTERNAL, "the credential could not be verified"));
        }
        if (refusal.reason() == Reason.UNAVAILABLE) {
            return new Refused(NOT_READY, Refusal.of(ErrorCode.TIMEOUT, "" + refusal.getMessage()));
        }
        if (refusal.reason() == Reason.STORE_UNAVAILABLE) {
            return new Refused(NOT_READY, Refusal.of(ErrorCode.STORE_UNAVAILABLE, "" + refusal.getMessage()));
        }
        int status = refusal.reason() == Reason.NOT_ACCEPTED ? 400 : 401;
        ErrorCode code = refusal.reason() == Reason.EXPIRED ? ErrorCode.TOKEN_EXPIRED : ErrorCode.UNAUTHORIZED;
        return new Refused(status, Refusal.of(code, "" + refusal.getMessage()));
    }

    private static Refused refused(Admission.Answer answer) {
        return switch (answer.verdict()) {
            case NODE_FULL -> limited(NOT_READY, "the node is full", answer);
            case IP_FULL -> limited(TOO_MANY, "as many connections as an address may have", answer);
            case HANDSHAKE_RATE -> limited(TOO_MANY, "too many handshakes from this address", answer);
            case AUTH_FAILURES -> limited(TOO_MANY, "too many refused credentials from this address", answer);
            case ADMITTED -> throw new IllegalArgumentException("it may");
        };
    }

    private static Refused limited(int status, String text, Admission.Answer answer) {
        return new Refused(status, Refusal.rateLimited(text, answer.retryAfterMs()));
    }

    /** The same as an answer to a SockJS request. */
    static SockJsRefusal overSockJs(Refused refused) {
        Map<String, String> headers = new HashMap<>();
        ErrorCode code = refused.refusal().code();
        if (code.temporary()) {
            headers.put("Retry-After", Long.toString(refused.refusal().retryAfterSeconds()));
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
