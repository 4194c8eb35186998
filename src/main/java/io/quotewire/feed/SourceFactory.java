package io.quotewire.feed;

import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.coinbase.CoinbaseProtocol;
import io.quotewire.feed.source.replay.ReplaySettings;
import io.quotewire.feed.source.replay.ReplaySource;
import io.quotewire.feed.source.simulator.SimulatedMarket;
import io.quotewire.feed.source.simulator.SimulatorSource;
import io.quotewire.feed.source.stream.StreamSettings;
import io.quotewire.feed.source.stream.StreamSource;
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
                                options.loop()),
                        sink,
                        SourceFactory::intervalMicros);
            case COINBASE ->
                new StreamSource(
                        vertx,
                        StreamSettings.of(
                                options.name(),
                                Objects.requireNonNullElse(options.url(), CoinbaseProtocol.DEFAULT_URL),
                                options.silenceSeconds() * MS_PER_SECOND),
                        new CoinbaseProtocol(options.symbols()),
                        sink,
                        SourceFactory::intervalMicros,
                        new SplittableRandom());
            case KRAKEN, BINANCE, COINCAP, BUS ->
                throw new IllegalArgumentException(
                        "no source of type " + options.type().text() + " in this release");
        };
    }

    private static long intervalMicros() {
        return System.nanoTime() / NANOS_PER_MICRO;
    }
}
