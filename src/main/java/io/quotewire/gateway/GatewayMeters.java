package io.quotewire.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The gateway's own meters. A gauge is read by whoever scrapes, on any thread, so what event loops write for it is atomic;
 * it is never read to decide anything.
 */
final class GatewayMeters {
    private static final List<String> TYPES =
            List.of("trading", "price", "notification", "sockjs", "socketio", "eventbus");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final MeterRegistry registry;
    private final List<Meter> own = new ArrayList<>();
    private final Map<String, AtomicInteger> open;
    private final Timer latency;
    private final Counter keysRead;
    private final Counter keysFailed;
    private final Counter sessionsAnswered;
    private final Counter sessionsFailed;

    GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
        open = TYPES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), type -> new AtomicInteger()));
        open.forEach((type, count) -> own.add(Gauge.builder("websocket.connections", count, AtomicInteger::get)
                .description("Connections that are open")
                .tag("type", type)
                .strongReference(true)
                .register(registry)));
        latency = Timer.builder("websocket.message.latency")
                .description("From a tick's arrival at its feed to its way to clients")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        own.add(latency);
        keysRead = keySetReads("read");
        keysFailed = keySetReads("failed");
        sessionsAnswered = sessionLookups("answered");
        sessionsFailed = sessionLookups("failed");
        own.addAll(List.of(keysRead, keysFailed, sessionsAnswered, sessionsFailed));
    }

    void opened(String type) {
        count(type, 1);
    }

    void ended(String type) {
        count(type, -1);
    }

    /** A key set for tokens was asked for; whether it brought keys. */
    void keysRead(boolean read) {
        (read ? keysRead : keysFailed).increment();
    }

    /** A session of a web application was looked up; whether there was an answer. */
    void sessionLookedUp(boolean answered) {
        (answered ? sessionsAnswered : sessionsFailed).increment();
    }

    void latency(long micros) {
        latency.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
    }

    void close() {
        own.forEach(registry::remove);
    }

    private void count(String type, int by) {
        AtomicInteger count = open.get(type);
        if (count != null) {
            count.addAndGet(by);
        }
    }

    private Counter sessionLookups(String outcome) {
        return Counter.builder("auth.sessions.lookups")
                .description("How often a session of a web application was looked up in Redis")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter keySetReads(String outcome) {
        return Counter.builder("auth.jwks.reads")
                .description("How often the key set for tokens was asked for")
                .tag("outcome", outcome)
                .register(registry);
    }
}
