package io.quotewire.gateway.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.AuditAction;
import io.quotewire.bus.AuditEvent;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes {@link AuditEvent}s. Each minute so many of each kind for each address, and so many of each kind in all; the rest
 * is counted and told in one event at the minute's end. So nobody can fill a disk by being refused. What administrators do is
 * never left out. Confined to one event loop.
 *
 * <p>Never give it what a client sent as it came: it may be a credential in the wrong place.
 */
public final class AuditTrail {
    private static final long WINDOW_MS = 60_000;
    private static final int PER_ADDRESS = 20;
    private static final int PER_ACTION = 200;
    private static final int MAX_ADDRESSES = 1_000;

    /** What this minute had of one kind. */
    private static final class Tally {
        private final Map<String, Integer> byAddress = new HashMap<>();
        private final Set<String> leftOutAddresses = new HashSet<>();
        private int published;
        private long leftOut;
    }

    private final EventBus bus;
    private final String node;
    private final LongSupplier wallMs;
    private final Map<AuditAction, Tally> tallies = new EnumMap<>(AuditAction.class);
    private final Map<AuditAction, Counter> published = new EnumMap<>(AuditAction.class);
    private final Map<AuditAction, Counter> leftOut = new EnumMap<>(AuditAction.class);
    private long windowMs;

    /**
     * Nothing has happened yet.
     *
     * @param bus to publish on
     * @param node the node's id
     * @param wallMs the present, epoch milliseconds
     * @param registry the process's meters
     */
    public AuditTrail(EventBus bus, String node, LongSupplier wallMs, MeterRegistry registry) {
        this.bus = bus;
        this.node = node;
        this.wallMs = wallMs;
        for (AuditAction action : AuditAction.values()) {
            published.put(action, counter(registry, action, "published"));
            leftOut.put(action, counter(registry, action, "left_out"));
        }
        windowMs = wallMs.getAsLong();
    }

    private static Counter counter(MeterRegistry registry, AuditAction action, String fate) {
        return Counter.builder("audit.events")
                .description("What must be traceable, by what became of it")
                .tag("action", action.name())
                .tag("fate", fate)
                .register(registry);
    }

    /**
     * Something has happened.
     *
     * @param action what
     * @param whom it concerns
     * @param details the rest; nothing in it as a client sent it
     */
    public void record(AuditAction action, Whom whom, JsonObject details) {
        if (action == AuditAction.ADMIN_ACTION || fits(action, whom.ip())) {
            count(published, action, 1);
            publish(action, whom, details);
        } else {
            count(leftOut, action, 1);
        }
    }

    /** Looks at the clock; to be called about every second. */
    public void tick() {
        long nowMs = wallMs.getAsLong();
        if (nowMs - windowMs >= WINDOW_MS || nowMs < windowMs) {
            windowMs = nowMs;
            tallies.forEach(this::tellWhatWasLeftOut);
            tallies.clear();
        }
    }

    private boolean fits(AuditAction action, @Nullable String ip) {
        Tally tally = tallies.computeIfAbsent(action, first -> new Tally());
        String from = ip == null ? "" : ip;
        boolean countable = tally.byAddress.containsKey(from) || tally.byAddress.size() < MAX_ADDRESSES;
        if (tally.published >= PER_ACTION || !countable || tally.byAddress.merge(from, 1, Integer::sum) > PER_ADDRESS) {
            tally.leftOut++;
            if (tally.leftOutAddresses.size() < MAX_ADDRESSES) {
                tally.leftOutAddresses.add(from);
            }
            return false;
        }
        tally.published++;
        return true;
    }

    private void tellWhatWasLeftOut(AuditAction action, Tally tally) {
        if (tally.leftOut > 0) {
            Set<String> from = tally.leftOutAddresses;
            String only = from.size() == 1 ? from.iterator().next() : "";
            JsonObject details = new JsonObject().put("leftOut", tally.leftOut).put("addresses", from.size());
            publish(action, new Whom(only.isEmpty() ? null : only, null, null), details);
        }
    }

    private void publish(AuditAction action, Whom whom, JsonObject details) {
        AuditEvent event = new AuditEvent(
                action,
                Instant.ofEpochMilli(wallMs.getAsLong()).toString(),
                node,
                whom.connectionId(),
                whom.userId(),
                whom.ip(),
                details);
        bus.publish(Address.AUDIT_EVENT.text(), event.toJson());
    }

    private static void count(Map<AuditAction, Counter> counters, AuditAction action, double by) {
        Counter counter = counters.get(action);
        if (counter != null) {
            counter.increment(by);
        }
    }
}
