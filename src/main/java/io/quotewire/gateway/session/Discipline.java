package io.quotewire.gateway.session;

import io.quotewire.gateway.limit.Conduct;
import io.quotewire.gateway.limit.ThreatLevel;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What becomes of a session that asks too fast, or for what it may not have: it is warned, then closed. Stateless. */
final class Discipline {
    private Discipline() {}

    /** Takes a request; false if it is beyond a rate, which the client is told. */
    static boolean withinRate(Session session, @Nullable Request request, @Nullable Object id) {
        long nowMs = nowMs(session);
        Conduct.Kind kind = kind(request);
        long waitMs = session.conduct().take(kind, nowMs);
        if (waitMs == 0) {
            return true;
        }
        int strikes = session.conduct().threat(nowMs).strike(nowMs);
        String what = kind == Conduct.Kind.SUBSCRIPTION ? "too many requests to subscribe" : "too many messages";
        session.refuse(id, Refusal.rateLimited(what, waitMs, warning(strikes)));
        if (strikes >= ThreatLevel.STRIKES) {
            session.close(CloseCode.RATE_EXCEEDED, "kept exceeding the rate");
        }
        return false;
    }

    /** Something was refused: who goes on trying is closed. */
    static void refused(Session session, Refusal refusal) {
        if (refusal.isAttempt()) {
            long nowMs = nowMs(session);
            if (session.conduct().threat(nowMs).violate(nowMs)) {
                session.close(CloseCode.RATE_EXCEEDED, "kept trying what is not allowed");
            }
        }
    }

    /** What comes next. */
    private static JsonObject warning(int strikes) {
        return new JsonObject()
                .put("strikes", strikes)
                .put("closesAt", ThreatLevel.STRIKES)
                .put("closesWith", CloseCode.RATE_EXCEEDED.number());
    }

    private static Conduct.Kind kind(@Nullable Request request) {
        if (request == null) {
            return Conduct.Kind.OTHER;
        }
        return switch (request.type()) {
            case SUBSCRIBE, UNSUBSCRIBE -> Conduct.Kind.SUBSCRIPTION;
            default -> request.type().free() ? Conduct.Kind.FREE : Conduct.Kind.OTHER;
        };
    }

    private static long nowMs(Session session) {
        return session.services().clock().steadyMs().getAsLong();
    }
}
