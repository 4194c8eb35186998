package io.quotewire.gateway.transport;

import io.quotewire.bus.AuditAction;
import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.auth.CredentialRefusedException;
import io.quotewire.gateway.limit.AddressLimitedException;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.session.MessageCounters;
import io.quotewire.gateway.session.Offences;
import io.quotewire.gateway.session.Standing;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What must be traceable of those who do not get as far as a session, and how often each was refused. Confined to one event
 * loop.
 */
final class TransportRecords {
    private final AuditTrail audit;
    private final MessageCounters counters;
    private final Standing standing;

    TransportRecords(TransportServices services) {
        audit = services.audit();
        counters = services.counters();
        standing = services.standing();
    }

    /** Somebody was not let in, or was not asked who it is. */
    void credentialRefused(Whom whom, Throwable failure) {
        if (failure instanceof AddressLimitedException limited) {
            limited(whom, limited.answer().verdict().name());
            return;
        }
        counters.refused(Entrance.refused(failure).refusal().code());
        if (failure instanceof CredentialRefusedException refusal
                && refusal.reason().isTemporary()) {
            // Nobody's fault but ours.
            return;
        }
        record(AuditAction.AUTH_FAILED, whom, CredentialRefusedException.reasonOf(failure));
    }

    /** A request over HTTP was refused; what it asked for is not told as it came. */
    void refused(Whom whom, ErrorCode code, String what) {
        counters.refused(code);
        Offences.of(code)
                .ifPresent(action -> audit.record(
                        action,
                        whom,
                        new JsonObject().put("reason", code.name()).put("what", what)));
    }

    /** A WebSocket handshake is none. */
    void handshakeRefused(String ip) {
        refused(Whom.at(ip), ErrorCode.BAD_MESSAGE, "HANDSHAKE");
    }

    /** A connection that is no session is being closed. */
    void closing(Whom whom, CloseCode code) {
        counters.closed(code);
        if (whom.ip() != null) {
            standing.closing(code, whom.ip());
        }
        if (code == CloseCode.MESSAGE_TOO_BIG) {
            counters.refused(ErrorCode.MESSAGE_TOO_LARGE);
        }
        Offences.of(code).ifPresent(action -> record(action, whom, code.name()));
    }

    /** A connection that is no session has ended; of those without a user it is told where they were sent away. */
    void ended(Whom whom, String type, @Nullable CloseCode by) {
        if (whom.userId() != null || (by != null && by != CloseCode.GOING_AWAY)) {
            audit.record(
                    AuditAction.CONNECTION_CLOSED,
                    whom,
                    new JsonObject().put("type", type).put("reason", by == null ? "CLIENT" : by.name()));
        }
    }

    void originRefused(String ip) {
        counters.refused(ErrorCode.FORBIDDEN);
        record(AuditAction.SECURITY_VIOLATION, Whom.at(ip), "ORIGIN");
    }

    void proxyRefused(String ip) {
        counters.refused(ErrorCode.FORBIDDEN);
        record(AuditAction.SECURITY_VIOLATION, Whom.at(ip), "PROXY");
    }

    void blocked(String ip) {
        counters.refused(ErrorCode.FORBIDDEN);
        record(AuditAction.SECURITY_VIOLATION, Whom.at(ip), "BLOCKED");
    }

    void forbidden(Whom whom, String what) {
        counters.refused(ErrorCode.FORBIDDEN);
        audit.record(
                AuditAction.SECURITY_VIOLATION,
                whom,
                new JsonObject().put("reason", "FORBIDDEN").put("what", what));
    }

    void limited(Whom whom, String reason) {
        counters.refused(ErrorCode.RATE_LIMITED);
        record(AuditAction.RATE_LIMITED, whom, reason);
    }

    void authenticated(Whom whom, String type, String role) {
        audit.record(
                AuditAction.CONNECTION_OPENED,
                whom,
                new JsonObject().put("type", type).put("role", role));
    }

    private void record(AuditAction action, Whom whom, String reason) {
        audit.record(action, whom, new JsonObject().put("reason", reason));
    }
}
