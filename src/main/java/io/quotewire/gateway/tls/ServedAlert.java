package io.quotewire.gateway.tls;

import io.quotewire.bus.Address;
import io.quotewire.bus.Alert;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One alert that is raised once, and cleared once it is over. Confined to one event loop. */
final class ServedAlert {
    private static final Logger LOG = LoggerFactory.getLogger(ServedAlert.class);
    private final Vertx vertx;
    private final String name;
    private final String severity;
    private final String node;
    private final LongSupplier wallMs;
    private @Nullable Alert raised;

    ServedAlert(Vertx vertx, String name, String severity, String node, LongSupplier wallMs) {
        this.vertx = vertx;
        this.name = name;
        this.severity = severity;
        this.node = node;
        this.wallMs = wallMs;
    }

    void raise(String text) {
        if (raised != null && raised.text().equals(onNode(text))) {
            return;
        }
        String since = raised == null ? Instant.ofEpochMilli(wallMs.getAsLong()).toString() : raised.since();
        raised = new Alert(name, severity, since, onNode(text));
        LOG.atWarn().addKeyValue("alert", name).addKeyValue("text", text).log("alert raised");
        vertx.eventBus().publish(Address.ALERT_RAISED.text(), raised.toJson());
    }

    void clear() {
        if (raised != null) {
            LOG.atInfo().addKeyValue("alert", name).log("alert cleared");
            vertx.eventBus().publish(Address.ALERT_CLEARED.text(), raised.toJson());
            raised = null;
        }
    }

    private String onNode(String text) {
        return node + ": " + text;
    }
}
