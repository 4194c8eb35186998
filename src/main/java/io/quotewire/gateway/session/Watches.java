package io.quotewire.gateway.session;

import io.quotewire.bus.Address;
import io.quotewire.bus.ControlCommand;
import io.quotewire.bus.WatchEvent;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whom administrators watch for a while, as one event loop knows it; tells on the bus what their sessions do, so many things
 * a second. Never tells what messages say. Confined to that loop.
 */
public final class Watches {
    private static final int MAX_WATCHES = 50;
    private static final int MAX_PER_SECOND = 100;
    private static final long SECOND_MS = 1_000;

    /** One watch, and what this second had of it. */
    private static final class Watch {
        private final String id;
        private final ControlCommand whom;
        private final long untilMs;
        private long secondMs;
        private int told;
        private long leftOut;

        private Watch(String id, ControlCommand whom, long untilMs) {
            this.id = id;
            this.whom = whom;
            this.untilMs = untilMs;
        }

        private boolean covers(Session session) {
            Opening opening = session.opening();
            return opening.connectionId().equals(whom.connectionId())
                    || opening.ip().equals(whom.ip())
                    || (whom.userId() != null
                            && whom.userId().equals(session.principal().userId()));
        }

        private boolean fits(long nowMs) {
            if (nowMs - secondMs >= SECOND_MS || nowMs < secondMs) {
                secondMs = nowMs;
                told = 0;
            }
            boolean fits = told < MAX_PER_SECOND;
            told++;
            leftOut += fits ? 0 : 1;
            return fits;
        }
    }

    private final EventBus bus;
    private final String node;
    private final LongSupplier wallMs;
    private final List<Watch> watches = new ArrayList<>();

    /**
     * Nobody is watched.
     *
     * @param bus to tell on
     * @param node the node's id
     * @param wallMs the present, epoch milliseconds
     */
    public Watches(EventBus bus, String node, LongSupplier wallMs) {
        this.bus = bus;
        this.node = node;
        this.wallMs = wallMs;
    }

    /**
     * Begins a watch; of too many, the one that was begun first ends.
     *
     * @param id the watch's
     * @param whom whom it concerns
     * @param untilMs when it ends, epoch milliseconds
     */
    void begin(String id, ControlCommand whom, long untilMs) {
        forgetThoseOver();
        if (watches.size() >= MAX_WATCHES) {
            watches.remove(0);
        }
        watches.add(new Watch(id, whom, untilMs));
    }

    /** Whether somebody watches this session. */
    boolean cover(Session session) {
        if (watches.isEmpty()) {
            return false;
        }
        forgetThoseOver();
        return watches.stream().anyMatch(watch -> watch.covers(session));
    }

    /** Tells those who watch this session. */
    void tell(Session session, WatchEvent.Kind kind, Supplier<JsonObject> details) {
        forgetThoseOver();
        for (Watch watch : watches) {
            if (watch.covers(session)) {
                tell(watch, session, kind, details);
            }
        }
    }

    /** Tells one watch that has just begun that this session is there. */
    void tellOfPresence(String id, Session session, Supplier<JsonObject> details) {
        watches.stream()
                .filter(watch -> watch.id.equals(id))
                .forEach(watch -> tell(watch, session, WatchEvent.Kind.CONNECTED, details));
    }

    private void tell(Watch watch, Session session, WatchEvent.Kind kind, Supplier<JsonObject> details) {
        long nowMs = wallMs.getAsLong();
        if (!watch.fits(nowMs)) {
            return;
        }
        JsonObject rest = details.get();
        if (watch.leftOut > 0) {
            rest.put("leftOut", watch.leftOut);
            watch.leftOut = 0;
        }
        WatchEvent event = new WatchEvent(
                kind,
                Instant.ofEpochMilli(nowMs).toString(),
                node,
                session.opening().connectionId(),
                session.principal().userId(),
                rest);
        bus.publish(Address.watched(watch.id), event.toJson());
    }

    private void forgetThoseOver() {
        if (!watches.isEmpty()) {
            long nowMs = wallMs.getAsLong();
            watches.removeIf(watch -> watch.untilMs <= nowMs);
        }
    }
}
