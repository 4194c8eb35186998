package io.quotewire.gateway.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.gateway.policy.ChannelAction;
import io.quotewire.gateway.policy.Verdict;
import io.quotewire.gateway.protocol.CloseCode;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.Outbound;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts what the sessions of one event loop send and receive, for the process's metrics: a plain number on the loop until
 * {@link #push}. Confined to that loop.
 */
public final class MessageCounters {
    private static final class Tally {
        private final Counter counter;
        private long since;

        private Tally(Counter counter) {
            this.counter = counter;
        }

        private void push() {
            counter.increment((double) since);
            since = 0;
        }
    }

    private final Map<Outbound.Kind, Tally> sent = new EnumMap<>(Outbound.Kind.class);
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
    private final Map<ChannelAction, Map<Verdict, Counter>> channels = new EnumMap<>(ChannelAction.class);
    private final Tally received;

    /**
     * Counters in a registry.
     *
     * @param registry the process's
     */
    public MessageCounters(MeterRegistry registry) {
        for (Outbound.Kind kind : Outbound.Kind.values()) {
            boolean prices = kind == Outbound.Kind.UPDATE || kind == Outbound.Kind.PRICE_UPDATE;
            Counter counter = Counter.builder("websocket.messages.sent")
                    .description("Messages sent to clients")
                    .tag("type", kind.name().toLowerCase(Locale.ROOT))
                    .tag("channel", prices ? "prices" : "none")
                    .register(registry);
            sent.put(kind, new Tally(counter));
        }
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(
                    code,
                    Counter.builder("websocket.errors")
                            .description("Requests, handshakes and connections of clients that were refused")
                            .tag("code", code.name())
                            .register(registry));
        }
        for (CloseCode code : CloseCode.values()) {
            closes.put(
                    code,
                    Counter.builder("websocket.closes")
                            .description("Connections that were closed by the server, or by it for the client's fault")
                            .tag("code", code.name())
                            .register(registry));
        }
        for (ChannelAction action : ChannelAction.values()) {
            channels.put(action, refusals(registry, action));
        }
        received = new Tally(Counter.builder("websocket.messages.received")
                .description("Messages received from clients")
                .register(registry));
    }

    private static Map<Verdict, Counter> refusals(MeterRegistry registry, ChannelAction action) {
        Map<Verdict, Counter> refusals = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            if (verdict.isNo()) {
                Counter counter = Counter.builder("channel.refusals")
                        .description("Channels that clients asked for and may not have")
                        .tag("action", action.name().toLowerCase(Locale.ROOT))
                        .tag("reason", verdict.name().toLowerCase(Locale.ROOT))
                        .register(registry);
                refusals.put(verdict, counter);
            }
        }
        return refusals;
    }

    void sent(Outbound.Kind kind, int messages) {
        Tally tally = sent.get(kind);
        if (tally != null) {
            tally.since += messages;
        }
    }

    /**
     * A request, a handshake or a connection was refused.
     *
     * @param code why
     */
    public void refused(ErrorCode code) {
        Counter counter = errors.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /**
     * A connection is being closed.
     *
     * @param code why
     */
    public void closed(CloseCode code) {
        Counter counter = closes.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    /** A channel was refused. */
    void refused(ChannelAction action, Verdict verdict) {
        Counter counter = channels.getOrDefault(action, Map.of()).get(verdict);
        if (counter != null) {
            counter.increment();
        }
    }

    void received() {
        received.since++;
    }

    /** Takes the numbers to the metrics; to be called about every second, and at the end. */
    public void push() {
        sent.values().forEach(Tally::push);
        received.push();
    }
}
