package io.quotewire.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quotewire.bus.Address;
import io.quotewire.bus.AuditAction;
import io.quotewire.bus.AuditEvent;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of what happens is told. */
final class AuditTrailTest {
    private static final long MINUTE_MS = 60_000;
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AuditEvent> told = new CopyOnWriteArrayList<>();
    private long nowMs = 1_000_000;
    private final AuditTrail trail = new AuditTrail(vertx.eventBus(), "n1", () -> nowMs, meters);

    @BeforeEach
    void listen() {
        vertx.eventBus()
                .<JsonObject>consumer(Address.AUDIT_EVENT.text(), message -> told.add(AuditEvent.from(message.body())));
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private void fail(String ip, int times) {
        for (int i = 0; i < times; i++) {
            trail.record(AuditAction.AUTH_FAILED, Whom.at(ip), new JsonObject().put("reason", "SIGNATURE"));
        }
    }

    private void awaitTold(int count) {
        Awaitility.await().untilAsserted(() -> assertThat(told).hasSize(count));
    }

    private double counted(String fate) {
        return meters.get("audit.events")
                .tag("action", "AUTH_FAILED")
                .tag("fate", fate)
                .counter()
                .count();
    }

    @Test
    void anEventSaysWhatWhenWhereAndWhom() {
        trail.record(
                AuditAction.SECURITY_VIOLATION,
                new Whom("::1", "n1-0-1", "ann"),
                new JsonObject().put("reason", "FORBIDDEN"));
        awaitTold(1);
        assertThat(told.get(0))
                .isEqualTo(new AuditEvent(
                        AuditAction.SECURITY_VIOLATION,
                        "1970-01-01T00:16:40Z",
                        "n1",
                        "n1-0-1",
                        "ann",
                        "::1",
                        new JsonObject().put("reason", "FORBIDDEN")));
    }

    @Test
    void whoFailsOftenIsToldAFewTimesAndCountedForTheRest() {
        fail("10.0.0.1", 1_000);
        fail("10.0.0.2", 1);
        awaitTold(21);
        assertThat(counted("published")).isEqualTo(21);
        assertThat(counted("left_out")).isEqualTo(980);

        trail.tick();
        nowMs += MINUTE_MS;
        trail.tick();

        awaitTold(22);
        assertThat(told.get(21).ip()).isEqualTo("10.0.0.1");
        assertThat(told.get(21).details())
                .isEqualTo(new JsonObject().put("leftOut", 980).put("addresses", 1));
        fail("10.0.0.1", 1);
        awaitTold(23);
    }

    @Test
    void manyAddressesTogetherFillNothingEither() {
        for (int i = 0; i < 100_000; i++) {
            fail("10.0." + (i >> 8) + "." + (i & 255), 1);
        }
        awaitTold(200);
        nowMs += MINUTE_MS;
        trail.tick();
        awaitTold(201);
        assertThat(told.get(200).ip()).isNull();
        assertThat(told.get(200).details().getLong("leftOut")).isEqualTo(99_800);
        nowMs += MINUTE_MS;
        trail.tick();
        fail("10.0.0.1", 1);
        awaitTold(202);
    }

    @Test
    void whatAdministratorsDoIsNeverLeftOut() {
        for (int i = 0; i < 500; i++) {
            trail.record(AuditAction.ADMIN_ACTION, Whom.at("::1"), new JsonObject());
        }
        awaitTold(500);
    }
}
