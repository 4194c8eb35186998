package io.quotewire.gateway.session;

import io.quotewire.gateway.limit.LimitOptions;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Refusal;

/**
 * What time does to a session: pings and heartbeats, silence, idleness, the deadline to authenticate, the end of a token.
 * It has no timer of its own; the event loop's one timer looks at all. Confined to the session's event loop.
 */
final class SessionClockwork {
    private static final int MISSED_HEARTBEATS = 3;
    private static final long EXPIRY_GRACE_MS = 30_000;
    private final Session session;
    private final long openedMs;
    private long heardMs;
    private long askedMs;
    private long saidMs;
    private long pingedMs;
    private boolean expiryTold;
    private boolean heard;
    private boolean asked;

    SessionClockwork(Session session, long nowMs) {
        this.session = session;
        openedMs = nowMs;
        heardMs = nowMs;
        askedMs = nowMs;
        saidMs = nowMs;
        pingedMs = nowMs;
    }

    long openedMs() {
        return openedMs;
    }

    /** When its client was last heard of, as far as was looked. */
    long heardMs() {
        return heardMs;
    }

    void heard() {
        heard = true;
    }

    void asked() {
        asked = true;
    }

    void identified() {
        expiryTold = false;
    }

    /** To be called about every second; what has happened since the last time counts as happening now. */
    void tick(long nowMs, boolean said) {
        heardMs = heard ? nowMs : heardMs;
        askedMs = asked ? nowMs : askedMs;
        saidMs = said ? nowMs : saidMs;
        heard = false;
        asked = false;
        checkIdentity(nowMs);
        checkSilence(nowMs);
        if (!session.isClosing()) {
            beat(nowMs);
        }
    }

    private void checkIdentity(long nowMs) {
        boolean mustAuthenticate = !services().auth().anonymous()
                && session.opening().endpoint().onRequest()
                && session.principal().isAnonymous();
        if (mustAuthenticate && passed(openedMs, limits().handshakeSeconds() * 1000L, nowMs)) {
            session.close(CloseCode.UNAUTHENTICATED, "not authenticated in time");
            return;
        }
        long expiresAtMs = session.principal().expiresAtMs();
        if (expiresAtMs == Long.MAX_VALUE) {
            return;
        }
        long wallMs = services().clock().wallMs().getAsLong();
        if (wallMs >= expiresAtMs && !expiryTold) {
            expiryTold = true;
            session.refuse(null, Refusal.of(ErrorCode.TOKEN_EXPIRED, "authenticate again with a fresh token"));
        }
        if (wallMs >= expiresAtMs + EXPIRY_GRACE_MS) {
            session.close(CloseCode.UNAUTHENTICATED, "the token has expired");
        }
    }

    private void checkSilence(long nowMs) {
        if (passed(heardMs, limits().heartbeatSeconds() * 1000L * MISSED_HEARTBEATS, nowMs)) {
            session.close(CloseCode.IDLE, "no sign of life");
        } else if (session.opening().endpoint().onRequest()
                && session.subscriptions().isEmpty()
                && passed(askedMs, limits().idleSeconds() * 1000L, nowMs)) {
            session.close(CloseCode.IDLE, "no subscription and no message");
        }
    }

    private void beat(long nowMs) {
        long intervalMs = limits().heartbeatSeconds() * 1000L;
        if (passed(pingedMs, intervalMs, nowMs)) {
            pingedMs = nowMs;
            session.ping();
        }
        if (passed(saidMs, intervalMs, nowMs)) {
            session.send(services().messages().notice("heartbeat", null));
        }
    }

    private SessionServices services() {
        return session.services();
    }

    private LimitOptions limits() {
        return services().limits();
    }

    /** 0 = switched off. */
    private static boolean passed(long sinceMs, long periodMs, long nowMs) {
        return periodMs > 0 && nowMs - sinceMs >= periodMs;
    }
}
