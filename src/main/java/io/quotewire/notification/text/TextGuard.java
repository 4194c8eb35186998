package io.quotewire.notification.text;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.AuditAction;
import io.quotewire.bus.AuditEvent;
import io.quotewire.bus.MalformedMessageException;
import io.quotewire.kit.text.ScriptPattern;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses script-like text in what is published, whichever way it comes. Everything refused is counted; so many a minute are
 * audited, that nobody can fill a disk by being refused. Confined to one event loop.
 */
public final class TextGuard {
    /** What is published; the tag {@code where} of the counter {@code scripts.refused} has exactly these values. */
    public enum Where {
        /** A message for a channel. */
        CHANNEL,
        /** What is addressed to a user. */
        NOTIFICATION
    }

    private static final long WINDOW_MS = 60_000;
    private static final int PER_WINDOW = 60;
    private static final int MAX_PATH = 128;

    private final boolean refuses;
    private final String node;
    private final EventBus bus;
    private final Clock clock;
    private final Map<Where, Counter> counters = new EnumMap<>(Where.class);
    private long windowMs;
    private int audited;

    /**
     * Nothing was refused yet.
     *
     * @param refuses whether it refuses anything
     * @param node the node's id
     * @param bus to audit on
     * @param clock the time
     * @param registry the process's meters
     */
    public TextGuard(boolean refuses, String node, EventBus bus, Clock clock, MeterRegistry registry) {
        this.refuses = refuses;
        this.node = node;
        this.bus = bus;
        this.clock = clock;
        for (Where where : Where.values()) {
            counters.put(
                    where,
                    Counter.builder("scripts.refused")
                            .description("Publications that were refused for text that a careless page would run")
                            .tag("where", where.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    /**
     * Looks at one field.
     *
     * @param where what it is part of
     * @param field its name
     * @param value a text, or JSON with texts in it
     * @throws MalformedMessageException naming the field, or the place in it, if it is script-like
     */
    public void check(Where where, String field, @Nullable Object value) {
        if (!refuses) {
            return;
        }
        Optional<String> found = ScriptPattern.find(field, value);
        if (found.isPresent()) {
            count(where);
            audit(where, field);
            throw new MalformedMessageException(shown(found.get()), "must not hold what a browser would run");
        }
    }

    private void count(Where where) {
        Counter counter = counters.get(where);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Nothing in it as it came: the name of the field is ours. */
    private void audit(Where where, String field) {
        long nowMs = clock.millis();
        if (nowMs - windowMs >= WINDOW_MS || nowMs < windowMs) {
            windowMs = nowMs;
            audited = 0;
        }
        if (audited++ < PER_WINDOW) {
            JsonObject details = new JsonObject()
                    .put("reason", "SCRIPT")
                    .put("what", where.name().toLowerCase(Locale.ROOT) + " " + field);
            AuditEvent event = new AuditEvent(
                    AuditAction.SECURITY_VIOLATION, clock.instant().toString(), node, null, null, null, details);
            bus.publish(Address.AUDIT_EVENT.text(), event.toJson());
        }
    }

    private static String shown(String path) {
        return path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…";
    }
}
