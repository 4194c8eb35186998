package io.quotewire.feed;

import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.bus.BusSource;
import io.quotewire.feed.source.polling.FallbackSource;
import io.quotewire.feed.source.polling.HttpRestLine;
import io.quotewire.feed.source.polling.PollSettings;
import io.quotewire.feed.source.polling.RestProtocol;
import io.quotewire.feed.source.polling.RestTerms;
import io.quotewire.feed.source.replay.ReplaySettings;
import io.quotewire.feed.source.replay.ReplaySource;
import io.quotewire.feed.source.simulator.SimulatedMarket;
import io.quotewire.feed.source.simulator.SimulatorSource;
import io.quotewire.feed.source.stream.ExchangeProtocol;
import io.quotewire.feed.source.stream.StreamParts;
import io.quotewire.feed.source.stream.StreamSettings;
import io.quotewire.feed.source.stream.StreamSource;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;

/** Makes the source that a configuration names. */
final class SourceFactory {
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long MS_PER_SECOND = 1_000;

    private SourceFactory() {}

    static Source create(Vertx vertx, SourceOptions options, SourceSink sink) {
        return switch (options.type()) {
            case SIMULATOR ->
                new SimulatorSource(
                        vertx,
                        options.name(),
                        new SimulatedMarket(options.symbols(), options.seed()),
                        options.rate(),
                        sink,
                        SourceFactory::intervalMicros);
            case REPLAY ->
                new ReplaySource(
                        vertx,
                        new ReplaySettings(
                                options.name(),
                                Path.of(Objects.requireNonNull(options.url())),
                                options.speed(),
                                options.loop(),
                                options.from()),
                        sink,
                        SourceFactory::intervalMicros);
            case COINBASE, KRAKEN, BINANCE, COINCAP -> live(vertx, options, sink);
            case BUS -> new BusSource(vertx, options.name(), options.symbols(), sink);
        };
    }

    /** A stream, with its exchange's REST interface to fall back on unless the configuration wants none. */
    private static Source live(Vertx vertx, SourceOptions options, SourceSink sink) {
        PollingOptions polling = options.polling();
        if (!polling.enabled()) {
            return stream(vertx, options, sink);
        }
        RestProtocol protocol = Exchanges.rest(options, Exchanges.symbols(options));
        RestTerms terms = protocol.terms();
        PollSettings settings = new PollSettings(
                options.name(),
                Objects.requireNonNullElse(polling.url(), terms.defaultUrl()),
                options.symbols(),
                polling.afterSeconds() * MS_PER_SECOND,
                polling.everySeconds() == 0 ? terms.intervalMs() : polling.everySeconds() * MS_PER_SECOND);
        return new FallbackSource(
                settings,
                protocol,
                streamSink -> stream(vertx, options, streamSink),
                sink,
                new FallbackSource.Surroundings(
                        new HttpRestLine(vertx),
                        new Scope(vertx),
                        SourceFactory::intervalMicros,
                        System::currentTimeMillis,
                        new SplittableRandom()));
    }

    private static StreamSource stream(Vertx vertx, SourceOptions options, SourceSink sink) {
        ExchangeProtocol protocol = Exchanges.protocol(options, Exchanges.symbols(options));
        StreamSettings settings = Exchanges.settings(options, protocol);
        return new StreamSource(
                settings,
                protocol,
                options.symbols(),
                sink,
                StreamParts.of(vertx, settings, SourceFactory::intervalMicros),
                new SplittableRandom());
    }

    private static long intervalMicros() {
        return System.nanoTime() / NANOS_PER_MICRO;
    }
}
