package io.quotewire.gateway.transport.sockjs;

import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The HTTP sessions of one service that live on one event loop, and the close frames of those that have just ended, for
 * clients that ask again. Confined to that loop.
 */
final class SessionTable {
    private static final int MAX_REMEMBERED = 1024;
    /** If nobody has looked at the clock for so long, the event loop was not running. */
    private static final long STALLED_MS = 2_000;

    private record Remembered(String closeFrame, long sinceMs) {}

    private final Context context;
    private final LongSupplier steadyMs;
    private final SockJsOptions options;
    private final SockJsService service;
    private final Map<String, HttpSession> sessions = new HashMap<>();
    private final LinkedHashMap<String, Remembered> ended = new LinkedHashMap<>();
    private long tickedMs;

    SessionTable(Context context, LongSupplier steadyMs, SockJsOptions options, SockJsService service) {
        this.context = context;
        this.steadyMs = steadyMs;
        this.options = options;
        this.service = service;
        tickedMs = steadyMs.getAsLong();
    }

    /** A request waits for frames of a session, known or new. */
    void attach(String id, Line line, SockJsOpening opening) {
        HttpSession session = sessions.get(id);
        Remembered last = ended.get(id);
        if (session != null) {
            session.attach(line);
        } else if (last != null) {
            line.sendOnly(last.closeFrame());
        } else {
            HttpSession newcomer = new HttpSession(this, id, line);
            sessions.put(id, newcomer);
            service.admit(opening)
                    .onSuccess(newcomer::open)
                    .onFailure(failure -> newcomer.refuse(Mount.refusal(failure)));
        }
    }

    /** A receiver's connection has ended before its response. */
    void lost(String id, Line line) {
        HttpSession session = sessions.get(id);
        if (session != null) {
            session.lost(line);
        }
    }

    /**
     * A client has sent messages.
     *
     * @return whether there is such a session
     */
    boolean deliver(String id, List<String> messages) {
        HttpSession session = sessions.get(id);
        if (session == null || !session.isOpen()) {
            return false;
        }
        session.received(messages);
        return true;
    }

    /** A client has sent what it may not. */
    void close(String id, int code, String reason) {
        HttpSession session = sessions.get(id);
        if (session != null && session.isOpen()) {
            session.fail(code, reason);
        }
    }

    /** Lets every session look at the clock; to be called about every second. */
    void tick() {
        long nowMs = nowMs();
        long passedMs = nowMs - tickedMs;
        tickedMs = nowMs;
        if (passedMs >= STALLED_MS) {
            excuse(passedMs, nowMs);
        }
        List.copyOf(sessions.values()).forEach(session -> session.tick(nowMs));
        Iterator<Remembered> eldest = ended.values().iterator();
        while (eldest.hasNext() && nowMs - eldest.next().sinceMs() >= options.disconnectMs()) {
            eldest.remove();
        }
    }

    /** What clients have sent while the event loop was not running is still to be read: the time is not theirs. */
    private void excuse(long ms, long nowMs) {
        sessions.values().forEach(session -> session.excuse(ms, nowMs));
        ended.replaceAll((id, last) -> new Remembered(last.closeFrame(), Math.min(nowMs, last.sinceMs() + ms)));
    }

    /** A page of another site was refused. */
    void originRefused(String ip) {
        service.originRefused(ip);
    }

    void terminate() {
        List.copyOf(sessions.values()).forEach(HttpSession::terminate);
    }

    int size() {
        return sessions.size();
    }

    void remember(String id, String closeFrame) {
        ended.put(id, new Remembered(closeFrame, nowMs()));
        if (ended.size() > MAX_REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    void remove(String id, HttpSession session) {
        sessions.remove(id, session);
    }

    Context context() {
        return context;
    }

    SockJsOptions options() {
        return options;
    }

    long nowMs() {
        return steadyMs.getAsLong();
    }
}
