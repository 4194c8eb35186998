package io.quotewire.gateway.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Outbound;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts messages in the process's metrics; looked up once, so that counting costs no look-up. Thread-safe. */
public final class MessageCounters {
    private final Map<Outbound.Kind, Counter> sent = new EnumMap<>(Outbound.Kind.class);
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);
    private final Counter received;

    /**
     * Counters in a registry.
     *
     * @param registry the process's
     */
    public MessageCounters(MeterRegistry registry) {
        for (Outbound.Kind kind : Outbound.Kind.values()) {
            boolean prices = kind == Outbound.Kind.UPDATE || kind == Outbound.Kind.PRICE_UPDATE;
            sent.put(
                    kind,
                    Counter.builder("websocket.messages.sent")
                            .description("Messages sent to clients")
                            .tag("type", kind.name().toLowerCase(Locale.ROOT))
                            .tag("channel", prices ? "prices" : "none")
                            .register(registry));
        }
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(
                    code,
                    Counter.builder("websocket.errors")
                            .description("Requests, handshakes and connections of clients that were refused")
                            .tag("code", code.name())
                            .register(registry));
        }
        received = Counter.builder("websocket.messages.received")
                .description("Messages received from clients")
                .register(registry);
    }

    void sent(Outbound.Kind kind, int messages) {
        count(sent, kind, messages);
    }

    /**
     * A request, a handshake or a connection was refused.
     *
     * @param code why
     */
    public void refused(ErrorCode code) {
        count(errors, code, 1);
    }

    void received() {
        received.increment();
    }

    private static <K> void count(Map<K, Counter> counters, K key, int by) {
        Counter counter = counters.get(key);
        if (counter != null) {
            counter.increment(by);
        }
    }
}
