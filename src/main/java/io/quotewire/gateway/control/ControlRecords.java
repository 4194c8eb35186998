package io.quotewire.gateway.control;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.AuditAction;
import io.quotewire.bus.ControlAction;
import io.quotewire.bus.ControlCommand;
import io.quotewire.bus.ControlOrder;
import io.quotewire.gateway.audit.AuditTrail;
import io.quotewire.gateway.audit.Whom;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was done by command: in the audit, the log and the metrics. Confined to one context, but for the gauges. */
public final class ControlRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRecords.class);
    private final AuditTrail audit;
    private final MeterRegistry registry;
    private final List<Meter> own = new ArrayList<>();
    private final Map<ControlAction, Counter> commands = new EnumMap<>(ControlAction.class);
    private final Map<ControlAction, Counter> closed = new EnumMap<>(ControlAction.class);
    private final Map<Sanction.Kind, AtomicLong> inForce = new EnumMap<>(Sanction.Kind.class);

    /**
     * Nothing was done yet.
     *
     * @param audit where commands are told
     * @param registry the process's meters
     */
    public ControlRecords(AuditTrail audit, MeterRegistry registry) {
        this.audit = audit;
        this.registry = registry;
        for (ControlAction action : ControlAction.values()) {
            commands.put(action, counter("control.commands", "Administrators' commands taken by this node", action));
            closed.put(action, counter("control.closed", "Connections of this node closed by command", action));
        }
        for (Sanction.Kind kind : Sanction.Kind.values()) {
            AtomicLong count = new AtomicLong();
            inForce.put(kind, count);
            own.add(Gauge.builder("control.in.force", count, AtomicLong::get)
                    .description("Revocations of users and tokens, and blocks of addresses, that this node knows")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .strongReference(true)
                    .register(registry));
        }
    }

    private Counter counter(String name, String description, ControlAction action) {
        return Counter.builder(name)
                .description(description)
                .tag("action", action.text())
                .register(registry);
    }

    /** Takes the gauges away. */
    public void close() {
        own.forEach(registry::remove);
    }

    void inForce(Sanction.Kind kind, long count) {
        AtomicLong gauge = inForce.get(kind);
        if (gauge != null) {
            gauge.set(count);
        }
    }

    void closed(ControlAction action, long connections) {
        increment(closed, action, (double) connections);
    }

    void done(ControlOrder order, long connections, int nodes, boolean kept) {
        increment(commands, order.action(), 1);
        ControlCommand command = order.command();
        JsonObject details = new JsonObject()
                .put("command", order.action().text())
                .put("by", command.by())
                .put("reason", command.reason())
                .put("closed", connections)
                .put("nodes", nodes)
                .put("kept", kept);
        if (command.tokenId() != null) {
            details.put("tokenId", command.tokenId());
        }
        if (command.seconds() != null) {
            details.put("seconds", command.seconds());
        }
        audit.record(
                AuditAction.ADMIN_ACTION, new Whom(command.ip(), command.connectionId(), command.userId()), details);
        LOG.atInfo()
                .addKeyValue("command", order.action().text())
                .addKeyValue("by", command.by())
                .addKeyValue("closed", connections)
                .addKeyValue("nodes", nodes)
                .log("administrator's command");
    }

    private static void increment(Map<ControlAction, Counter> counters, ControlAction action, double by) {
        Counter counter = counters.get(action);
        if (counter != null) {
            counter.increment(by);
        }
    }
}
