package io.quotewire.gateway.control;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.AuditAction;
import io.quotewire.bus.ConnectionQuery;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was done by command: in the audit, the log and the metrics. Confined to one context, but for the gauges. */
public final class ControlRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRecords.class);
    private static final int MAX_TEXT = 256;

    /** Who has blocked an address where no administrator has. */
    static final String BY_ITSELF = "automatic";

    private final AuditTrail audit;
    private final MeterRegistry registry;
    private final List<Meter> own = new ArrayList<>();
    private final Map<ControlAction, Counter> commands = new EnumMap<>(ControlAction.class);
    private final Map<ControlAction, Counter> closed = new EnumMap<>(ControlAction.class);
    private final Map<Sanction.Kind, AtomicLong> inForce = new EnumMap<>(Sanction.Kind.class);
    private final Counter blocksByItself;

    /**
     * Nothing was done yet.
     *
     * @param audit where commands are told
     * @param registry the process's meters
     */
    public ControlRecords(AuditTrail audit, MeterRegistry registry) {
        this.audit = audit;
        this.registry = registry;
        blocksByItself = Counter.builder("control.blocks.automatic")
                .description(
                        "Addresses that this node has had blocked because too many of their connections went too far")
                .register(registry);
        for (ControlAction action : ControlAction.values()) {
            commands.put(action, counter("control.commands", "Administrators' commands taken by this node", action));
            closed.put(
                    action,
                    counter("control.closed", "Connections of this node closed, watched or told by command", action));
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

    /** What the number of connections in the answer to a command means. */
    static String counted(ControlAction action) {
        return switch (action) {
            case WATCH -> "watched";
            case SYSTEM -> "told";
            case DISCONNECT, REVOKE, BLOCK, UNBLOCK -> "closed";
        };
    }

    void closed(ControlAction action, long connections) {
        increment(closed, action, (double) connections);
    }

    void done(ControlOrder order, long connections, int nodes, boolean kept) {
        increment(commands, order.action(), 1);
        ControlCommand command = order.command();
        audit(command, details(order, connections, nodes, kept));
        LOG.atInfo()
                .addKeyValue("command", order.action().text())
                .addKeyValue("by", command.by())
                .addKeyValue(counted(order.action()), connections)
                .addKeyValue("nodes", nodes)
                .log("administrator's command");
    }

    /** An address was blocked by no administrator. */
    void blockedByItself(ControlOrder order, long connections, int nodes, boolean kept) {
        blocksByItself.increment();
        ControlCommand command = order.command();
        audit(command, details(order, connections, nodes, kept).put("automatic", true));
        LOG.atWarn()
                .addKeyValue("address", command.ip())
                .addKeyValue("seconds", command.seconds())
                .addKeyValue("reason", command.reason())
                .addKeyValue("closed", connections)
                .addKeyValue("nodes", nodes)
                .log("an address is blocked");
    }

    private void audit(ControlCommand command, JsonObject details) {
        audit.record(
                AuditAction.ADMIN_ACTION, new Whom(command.ip(), command.connectionId(), command.userId()), details);
    }

    private static JsonObject details(ControlOrder order, long connections, int nodes, boolean kept) {
        ControlCommand command = order.command();
        JsonObject details = new JsonObject()
                .put("command", order.action().text())
                .put("by", command.by())
                .put("reason", command.reason())
                .put(counted(order.action()), connections)
                .put("nodes", nodes)
                .put("kept", kept);
        if (command.tokenId() != null) {
            details.put("tokenId", command.tokenId());
        }
        if (command.seconds() != null) {
            details.put("seconds", command.seconds());
        }
        if (command.message() != null) {
            details.put("message", command.message());
        }
        return details;
    }

    /** A command that cannot be done: told without what was wrong in it, which may be a credential in the wrong place. */
    void refused(String command, @Nullable Object body, String field) {
        String by = body instanceof JsonObject json && json.getValue("by") instanceof String text ? text : "";
        audit.record(
                AuditAction.ADMIN_ACTION,
                new Whom(null, null, null),
                new JsonObject()
                        .put("command", command)
                        .put("by", by.length() > MAX_TEXT ? "" : by)
                        .put("refused", "BAD_MESSAGE")
                        .put("field", field));
    }

    /** Somebody has looked at connections or sanctions. */
    void listed(String what, String by, @Nullable ConnectionQuery query, int shown) {
        JsonObject details = new JsonObject().put("command", what).put("by", by).put("shown", shown);
        Whom whom =
                query == null ? new Whom(null, null, null) : new Whom(query.ip(), query.connectionId(), query.userId());
        audit.record(AuditAction.ADMIN_ACTION, whom, details);
    }

    private static void increment(Map<ControlAction, Counter> counters, ControlAction action, double by) {
        Counter counter = counters.get(action);
        if (counter != null) {
            counter.increment(by);
        }
    }
}
