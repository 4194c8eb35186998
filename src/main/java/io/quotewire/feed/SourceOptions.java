package io.quotewire.feed;

import io.quotewire.feed.quality.QualityRules;
import io.quotewire.feed.source.replay.Seek;
import io.quotewire.feed.source.simulator.SimulatedMarket;
import io.quotewire.kit.config.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One configured feed. Immutable.
 *
 * @param name its name
 * @param type where its prices come from
 * @param url the exchange's address or the recording's file
 * @param symbols those it is configured for
 * @param rate ticks per second (simulator)
 * @param seed of the simulator
 * @param speed of a replay
 * @param loop whether a replay begins again
 * @param from where in a recording a replay begins
 * @param live what only a feed of an exchange has
 * @param polling how a live feed is polled while its stream is down
 * @param quality what is asked of its prices
 * @param demand whether it follows demand
 */
public record SourceOptions(
        String name,
        SourceType type,
        @Nullable String url,
        List<String> symbols,
        double rate,
        long seed,
        double speed,
        boolean loop,
        Seek from,
        LiveOptions live,
        PollingOptions polling,
        QualityRules quality,
        DemandOptions demand) {
    /** What a simulator without {@code symbols} plays. */
    static final int DEFAULT_SIMULATED = 12;

    /** What the simulator's ticks carry as their source, whatever the feed's name. */
    static final String SIMULATED = "simulated";

    /** Copies the list. */
    public SourceOptions {
        symbols = List.copyOf(symbols);
    }

    static SourceOptions of(String name, Values values) {
        SourceType type = SourceType.of(values.get(FeedSection.TYPE));
        return new SourceOptions(
                name,
                type,
                values.find(FeedSection.URL).orElse(null),
                symbols(type, values.find(FeedSection.SYMBOLS).orElse(null)),
                values.get(FeedSection.RATE),
                values.get(FeedSection.SEED),
                values.get(FeedSection.SPEED),
                values.get(FeedSection.LOOP),
                values.find(FeedSection.FROM).flatMap(Seek::of).orElse(Seek.START),
                LiveOptions.of(values),
                PollingOptions.of(values),
                QualityOptions.of(type, values),
                DemandOptions.of(values));
    }

    String source() {
        return type == SourceType.SIMULATOR ? SIMULATED : name;
    }

    private static List<String> symbols(SourceType type, @Nullable SymbolChoice choice) {
        if (choice != null && choice.count() == 0) {
            return choice.names();
        }
        if (type == SourceType.SIMULATOR) {
            return SimulatedMarket.names(choice == null ? DEFAULT_SIMULATED : choice.count());
        }
        return List.of();
    }
}
