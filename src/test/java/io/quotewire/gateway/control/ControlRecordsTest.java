package io.quotewire.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.ControlAction;
import io.quotewire.bus.ControlCommand;
import io.quotewire.bus.ControlOrder;
import io.quotewire.gateway.audit.AuditTrail;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics of administrators' commands. */
final class ControlRecordsTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ControlRecords records =
            new ControlRecords(new AuditTrail(vertx.eventBus(), "n1", () -> 0, meters), meters);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void anAddressThatIsBlockedByItselfIsNoCommand() {
        ControlCommand command =
                new ControlCommand(null, null, null, "192.0.2.1", ControlRecords.BY_ITSELF, "r", 900L, null, null);
        records.blockedByItself(new ControlOrder("1", "n1", ControlAction.BLOCK, command, 1), 7, 2, true);

        assertThat(meters.get("control.blocks.automatic").counter().count()).isEqualTo(1);
        assertThat(meters.get("control.commands")
                        .tag("action", "block")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void commandsClosedConnectionsAndWhatIsInForceAreCounted() {
        ControlCommand command = new ControlCommand("ann", null, null, null, "root", "", null, null, null);
        records.done(new ControlOrder("1", "n1", ControlAction.REVOKE, command, 1), 7, 2, true);
        records.closed(ControlAction.REVOKE, 3);
        records.inForce(Sanction.Kind.USER, 5);

        assertThat(meters.get("control.commands")
                        .tag("action", "revoke")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("control.closed")
                        .tag("action", "revoke")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(meters.get("control.in.force").tag("kind", "user").gauge().value())
                .isEqualTo(5);
        assertThat(meters.get("control.in.force").tag("kind", "address").gauge().value())
                .isZero();
        records.close();
        assertThat(meters.find("control.in.force").gauges()).isEmpty();
    }
}
