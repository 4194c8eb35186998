package io.quotewire.feed.source.stream;

import io.quotewire.kit.lifecycle.Scope;
import io.quotewire.kit.lifecycle.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What a stream stands on: the ports by which time and the net come in. Whoever makes them gives them to one stream, which
 * closes them.
 *
 * @param timers all of its timers
 * @param dialer opens its lines
 * @param circuit around connecting
 * @param clockMicros a clock for intervals, microseconds
 * @param loop runs what was told elsewhere on the source's event loop
 */
public record StreamParts(Timers timers, Dialer dialer, Circuit circuit, LongSupplier clockMicros, Executor loop) {
    /**
     * The real ones.
     *
     * @param vertx where the stream runs; called on its event loop
     * @param settings how it is kept up
     * @param clockMicros a clock for intervals, microseconds
     * @return parts for one stream
     */
    public static StreamParts of(Vertx vertx, StreamSettings settings, LongSupplier clockMicros) {
        Context context = vertx.getOrCreateContext();
        return new StreamParts(
                new Scope(vertx),
                new WebSocketDialer(vertx, settings.connectTimeoutMs(), InstantSource.system()),
                new VertxCircuit(vertx, settings, clockMicros),
                clockMicros,
                task -> context.runOnContext(go -> task.run()));
    }
}
