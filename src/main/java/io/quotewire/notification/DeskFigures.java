package io.quotewire.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts what the desk did, for the status and for the metrics. Confined to the desk's event loop. */
final class DeskFigures {
    /** The counter {@code notification.requests}; its tag {@code outcome} has exactly these values. */
    enum Outcome {
        /** A new notification was stored and announced. */
        STORED,
        /** Its idempotency key had been used: the first answer was given again. */
        REPEATED,
        /** Any other request was answered. */
        ANSWERED,
        /** The request was not what the address takes, or names what is not there. */
        REFUSED,
        /** The store could not do it. */
        UNAVAILABLE,
        /** A defect. */
        FAILED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    private final Counter receipts;

    DeskFigures(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("notification.requests")
                            .description("Requests to the notification verticle, by what became of them")
                            .tag("outcome", outcome.text())
                            .register(registry));
        }
        receipts = Counter.builder("notification.receipts")
                .description("Receipts published on first acknowledgement")
                .register(registry);
    }

    void count(Outcome outcome) {
        Objects.requireNonNull(counters.get(outcome)).increment();
    }

    void countReceipts(int number) {
        receipts.increment(number);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        counters.forEach((outcome, counter) -> json.put(outcome.text(), (long) counter.count()));
        return json.put("receipts", (long) receipts.count());
    }
}
