package io.quotewire.gateway.session;

import io.quotewire.bus.AuditAction;
import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.vertx.core.json.JsonObject;

/** What of a session must be traceable. Stateless. */
final class SessionRecords {
    private SessionRecords() {}

    /** The user is known from now on, by this carrier. */
    static void authenticated(Session session, String by) {
        record(
                session,
                AuditAction.CONNECTION_OPENED,
                new JsonObject()
                        .put("authenticatedBy", by)
                        .put("type", session.opening().endpoint().type())
                        .put("role", session.principal().role().name()));
    }

    /** A credential was refused. */
    static void credentialRefused(Session session, String reason) {
        record(session, AuditAction.AUTH_FAILED, new JsonObject().put("reason", reason));
    }

    /** A request was refused: only what a limit or a right refuses is of interest. */
    static void refused(Session session, ErrorCode code) {
        switch (code) {
            case RATE_LIMITED, SUBSCRIPTION_LIMIT -> record(session, AuditAction.RATE_LIMITED, code.name());
            case FORBIDDEN, UNAUTHORIZED, UNKNOWN_CHANNEL ->
                record(session, AuditAction.SECURITY_VIOLATION, code.name());
            default -> {}
        }
    }

    /** A channel was refused. */
    static void refused(Session session, ErrorCode code, String what) {
        if (code == ErrorCode.FORBIDDEN || code == ErrorCode.UNAUTHORIZED || code == ErrorCode.UNKNOWN_CHANNEL) {
            JsonObject details = new JsonObject().put("reason", code.name()).put("what", "channel " + what);
            record(session, AuditAction.SECURITY_VIOLATION, details);
        } else {
            refused(session, code);
        }
    }

    /** The connection is being closed, and a limit is why. */
    static void closing(Session session, CloseCode code) {
        switch (code) {
            case POLICY_VIOLATION, RATE_EXCEEDED, CONNECTION_LIMIT ->
                record(session, AuditAction.RATE_LIMITED, code.name());
            default -> {}
        }
    }

    private static void record(Session session, AuditAction action, String reason) {
        record(session, action, new JsonObject().put("reason", reason));
    }

    private static void record(Session session, AuditAction action, JsonObject details) {
        Opening opening = session.opening();
        Whom whom = new Whom(
                opening.ip(), opening.connectionId(), session.principal().userId());
        session.services().audit().record(action, whom, details);
    }
}
