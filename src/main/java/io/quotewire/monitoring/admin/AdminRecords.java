package io.quotewire.monitoring.admin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.AuditAction;
import io.quotewire.bus.AuditEvent;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of requests to the admin API, in the metrics; and in the audit what no gateway has heard of. Rows that anybody
 * can cause are bounded: so many a minute, then how many more there were. Confined to one context.
 */
final class AdminRecords {
    private static final long WINDOW_MS = 60_000;
    private static final int PER_WINDOW = 20;

    private final EventBus bus;
    private final String node;
    private final MeterRegistry registry;
    private final LongSupplier wallMs;
    private long windowMs;
    private int told;
    private long leftOut;

    AdminRecords(EventBus bus, String node, MeterRegistry registry, LongSupplier wallMs) {
        this.bus = bus;
        this.node = node;
        this.registry = registry;
        this.wallMs = wallMs;
        windowMs = wallMs.getAsLong();
    }

    /** A request was answered with this status. */
    void answered(String operation, int status) {
        Counter.builder("admin.requests")
                .description("Requests to the admin API")
                .tag("operation", operation)
                .tag("status", Integer.toString(status))
                .register(registry)
                .increment();
    }

    /** Somebody who is not known was refused before a gateway was asked. */
    void refused(String ip, String reason) {
        tick();
        if (told < PER_WINDOW) {
            told++;
            publish(
                    AuditAction.SECURITY_VIOLATION,
                    ip,
                    new JsonObject().put("reason", reason).put("what", "admin"));
        } else {
            leftOut++;
        }
    }

    /** An administrator's request cannot be done; what was wrong in it is not told as it came. */
    void refused(String ip, String operation, String by, String code) {
        publish(
                AuditAction.ADMIN_ACTION,
                ip,
                new JsonObject().put("command", operation).put("by", by).put("refused", code));
    }

    /** Looks at the clock; to be called now and then. */
    void tick() {
        long nowMs = wallMs.getAsLong();
        if (nowMs - windowMs >= WINDOW_MS || nowMs < windowMs) {
            long more = leftOut;
            windowMs = nowMs;
            told = 0;
            leftOut = 0;
            if (more > 0) {
                publish(
                        AuditAction.SECURITY_VIOLATION,
                        null,
                        new JsonObject().put("leftOut", more).put("what", "admin"));
            }
        }
    }

    private void publish(AuditAction action, @Nullable String ip, JsonObject details) {
        String at = Instant.ofEpochMilli(wallMs.getAsLong()).toString();
        bus.publish(Address.AUDIT_EVENT.text(), new AuditEvent(action, at, node, null, null, ip, details).toJson());
    }
}
