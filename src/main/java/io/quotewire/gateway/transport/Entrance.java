package io.quotewire.gateway.transport;

import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.auth.CredentialRefusedException.Reason;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Principal;
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

/**
 * The questions that every client is asked on its way to a session, whatever its transport: who it is, and whether there is
 * room. Confined to one event loop.
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

    /**
     * Who sends these headers and query parameters from this address; fails with what {@link #refused(Throwable)} takes.
     */
    Future<Principal> principal(MultiMap headers, MultiMap query, String ip) {
        return verified(headers, query).onFailure(failure -> records.credentialRefused(Whom.at(ip), failure));
    }

    private Future<Principal> verified(MultiMap headers, MultiMap query) {
        try {
            return Credentials.find(headers, query, services.auth())
                    .map(services.verifier()::verify)
                    .orElseGet(() -> Future.succeededFuture(Principal.anonymous()));
        } catch (CredentialRefusedException refusal) {
            return Future.failedFuture(refusal);
        }
    }

    /** Asks for a place; empty if there is one. The gateway may have begun to drain meanwhile. */
    Future<Optional<Refused>> admit(String connectionId, String ip) {
        return services.reception().admit(connectionId, ip).map(verdict -> {
            if (verdict == Admission.Verdict.ADMITTED) {
                return stillOpen(connectionId);
            }
            records.notAdmitted(ip, verdict);
            return refused(verdict);
        });
    }

    private Optional<Refused> stillOpen(String connectionId) {
        Optional<Refused> closed = closed();
        if (closed.isPresent()) {
            services.reception().release(connectionId);
        }
        return closed;
    }

    static Refused refused(Throwable failure) {
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

    private static Optional<Refused> refused(Admission.Verdict verdict) {
        return switch (verdict) {
            case ADMITTED -> Optional.empty();
            case IP_FULL ->
                Optional.of(
                        new Refused(TOO_MANY, Refusal.rateLimited("as many connections as an address may have", 1000)));
            case NODE_FULL -> Optional.of(new Refused(NOT_READY, Refusal.rateLimited("the node is full", 1000)));
        };
    }

    /** The same as an answer to a SockJS request. */
    static SockJsRefusal overSockJs(Refused refused) {
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
