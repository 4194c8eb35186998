package io.quotewire.gateway.session;

import io.quotewire.bus.AuditAction;
import io.quotewire.bus.WatchEvent;
import io.quotewire.gateway.audit.Whom;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Confirmed;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Outbound;
import io.quotewire.gateway.protocol.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What of a session must be traceable, and what those see who watch it. Stateless. */
final class SessionRecords {
    private SessionRecords() {}

    /** A session has begun. */
    static void opened(Session session) {
        if (session.isWatched()) {
            watch(session, WatchEvent.Kind.CONNECTED, () -> presence(session));
        }
    }

    /** What those see of a session who begin to watch it. */
    static JsonObject presence(Session session) {
        return new JsonObject()
                .put("type", session.opening().endpoint().type())
                .put("role", session.principal().role().name())
                .put("subscriptions", session.subscriptions().size());
    }

    /** The user is known from now on, by this carrier. */
    static void authenticated(Session session, String by) {
        JsonObject details = new JsonObject()
                .put("authenticatedBy", by)
                .put("type", session.opening().endpoint().type())
                .put("role", session.principal().role().name());
        record(session, AuditAction.CONNECTION_OPENED, details);
        if (session.isWatched()) {
            watch(session, WatchEvent.Kind.AUTHENTICATED, details::copy);
        }
    }

    /** A credential was refused. */
    static void credentialRefused(Session session, String reason) {
        record(session, AuditAction.AUTH_FAILED, new JsonObject().put("reason", reason));
    }

    /** A request was refused. What cannot be done at the moment is nobody's fault. */
    static void refused(Session session, ErrorCode code) {
        Offences.of(code).ifPresent(action -> record(session, action, code.name()));
        watchRefusal(session, code);
    }

    private static void watchRefusal(Session session, ErrorCode code) {
        if (session.isWatched()) {
            watch(session, WatchEvent.Kind.REFUSED, () -> new JsonObject().put("code", code.name()));
        }
    }

    /** A channel was refused. */
    static void refused(Session session, ErrorCode code, String what) {
        if (Offences.of(code).equals(Optional.of(AuditAction.SECURITY_VIOLATION))) {
            JsonObject details = new JsonObject().put("reason", code.name()).put("what", "channel " + what);
            record(session, AuditAction.SECURITY_VIOLATION, details);
            watchRefusal(session, code);
        } else {
            refused(session, code);
        }
    }

    /** Subscriptions were granted; anonymous clients want public prices only, and there are many. */
    static void subscribed(Session session, List<Confirmed> granted) {
        if (granted.isEmpty() || (session.principal().isAnonymous() && !session.isWatched())) {
            return;
        }
        JsonArray channels = new JsonArray();
        granted.forEach(one -> channels.add(one.channel()));
        changed(session, AuditAction.SUBSCRIPTION_ADDED, WatchEvent.Kind.SUBSCRIBED, channels);
    }

    /** Subscriptions have ended. */
    static void unsubscribed(Session session, JsonArray channels) {
        if (!channels.isEmpty() && (!session.principal().isAnonymous() || session.isWatched())) {
            changed(session, AuditAction.SUBSCRIPTION_REMOVED, WatchEvent.Kind.UNSUBSCRIBED, channels.copy());
        }
    }

    private static void changed(Session session, AuditAction action, WatchEvent.Kind kind, JsonArray channels) {
        JsonObject details = new JsonObject().put("channels", channels);
        if (!session.principal().isAnonymous()) {
            record(session, action, details);
        }
        if (session.isWatched()) {
            watch(session, kind, details::copy);
        }
    }

    /** A message has come from a session that is watched. */
    static void received(Session session, @Nullable Request request, int bytes) {
        JsonObject details = new JsonObject().put("bytes", bytes);
        if (request != null) {
            details.put("type", request.type().wireName());
        }
        record(session, AuditAction.MESSAGE_RECEIVED, details);
        watch(session, WatchEvent.Kind.MESSAGE_RECEIVED, details::copy);
    }

    /** Messages have gone to a session that is watched. */
    static void sent(Session session, Outbound.Kind kind, int messages) {
        JsonObject details = new JsonObject()
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("messages", messages);
        record(session, AuditAction.MESSAGE_SENT, details);
        watch(session, WatchEvent.Kind.MESSAGE_SENT, details::copy);
    }

    /** The connection is being closed, by us or by the client's fault. */
    static void closing(Session session, CloseCode code) {
        session.services().counters().closed(code);
        session.services().standing().closing(code, session.opening().ip());
        Offences.of(code).ifPresent(action -> record(session, action, code.name()));
        if (code == CloseCode.MESSAGE_TOO_BIG) {
            session.services().counters().refused(ErrorCode.MESSAGE_TOO_LARGE);
        }
    }

    /** The connection has ended: of clients without a user it is told where they were sent away. */
    static void ended(Session session, @Nullable CloseCode by) {
        boolean sentAway = by != null && by != CloseCode.GOING_AWAY;
        if (!sentAway && session.principal().isAnonymous() && !session.isWatched()) {
            return;
        }
        JsonObject details = new JsonObject()
                .put("type", session.opening().endpoint().type())
                .put("reason", by == null ? "CLIENT" : by.name())
                .put("received", session.messagesReceived())
                .put("sent", session.messagesSent());
        if (sentAway || !session.principal().isAnonymous()) {
            record(session, AuditAction.CONNECTION_CLOSED, details);
        }
        if (session.isWatched()) {
            watch(session, WatchEvent.Kind.CLOSED, details::copy);
        }
    }

    private static void watch(Session session, WatchEvent.Kind kind, Supplier<JsonObject> details) {
        session.services().standing().watches().tell(session, kind, details);
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
