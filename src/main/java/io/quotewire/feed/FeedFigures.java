package io.quotewire.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.bus.FeedState;
import io.quotewire.feed.source.SkipReason;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;

/**
 * What one feed counts, for its status and as meters: {@code feed_messages_total}, {@code feed_ticks_total},
 * {@code feed_skipped_total} by reason, {@code feed_gaps_total}, {@code feed_missed_total}, {@code feed_clock_skew_seconds}, and
 * {@code feed_state}, which is 1 for the state it is in. Confined to the event
 * loop of its verticle; the meters may be read from any thread.
 */
final class FeedFigures {
    private final String feed;
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final Counter messageMeter;
    private final Counter tickMeter;
    private final Map<SkipReason, Counter> skipMeters = new EnumMap<>(SkipReason.class);
    private final Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    private final AtomicReference<FeedState> state = new AtomicReference<>(FeedState.DISCONNECTED);
    private final Counter gapMeter;
    private final Counter missedMeter;
    private long gaps;
    private long missed;
    private long messages;
    private long ticks;
    private long lastTickMicros;

    FeedFigures(String feed, MeterRegistry registry) {
        this.feed = feed;
        this.registry = registry;
        this.messageMeter = keep(Counter.builder("feed.messages")
                .description("Messages a feed received")
                .tag("feed", feed)
                .register(registry));
        this.tickMeter = keep(Counter.builder("feed.ticks")
                .description("Ticks a feed made")
                .tag("feed", feed)
                .register(registry));
        this.gapMeter = keep(Counter.builder("feed.gaps")
                .description("Gaps in the numbers that an exchange gives trades")
                .tag("feed", feed)
                .register(registry));
        this.missedMeter = keep(Counter.builder("feed.missed")
                .description("Trades that are missing, by the exchange's numbers")
                .tag("feed", feed)
                .register(registry));
        for (FeedState each : FeedState.values()) {
            keep(Gauge.builder("feed.state", state, current -> current.get() == each ? 1 : 0)
                    .description("1 for the state a feed is in")
                    .tag("feed", feed)
                    .tag("state", each.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }

    void received() {
        messages++;
        messageMeter.increment();
    }

    void ticked(long nowMicros) {
        ticks++;
        lastTickMicros = nowMicros;
        tickMeter.increment();
    }

    void skipped(SkipReason reason) {
        skipped.merge(reason, 1L, Long::sum);
        skipMeters.computeIfAbsent(reason, this::skipMeter).increment();
    }

    void gap(long tradesMissing) {
        gaps++;
        missed += tradesMissing;
        gapMeter.increment();
        missedMeter.increment((double) tradesMissing);
    }

    /** Measures what is given as {@code feed_clock_skew_seconds}, until closed; it may be read from any thread. */
    void clockSkew(DoubleSupplier seconds) {
        keep(Gauge.builder("feed.clock.skew", seconds, DoubleSupplier::getAsDouble)
                .description("The exchange's time less the time of receipt, median; NaN where it gives none")
                .baseUnit("seconds")
                .tag("feed", feed)
                .register(registry));
    }

    void state(FeedState now) {
        state.set(now);
    }

    long ticks() {
        return ticks;
    }

    long skippedFor(SkipReason reason) {
        return skipped.getOrDefault(reason, 0L);
    }

    /** Takes the meters away. */
    void close() {
        meters.forEach(registry::remove);
        meters.clear();
    }

    JsonObject toJson(long nowMicros) {
        JsonObject reasons = new JsonObject();
        skipped.forEach((reason, count) -> reasons.put(reason.text(), count));
        JsonObject json = new JsonObject()
                .put("messages", messages)
                .put("ticks", ticks)
                .put("skipped", reasons)
                .put("late", skippedFor(SkipReason.LATE))
                .put("bad", skippedFor(SkipReason.BAD_PRICE))
                .put("jumps", skippedFor(SkipReason.JUMP))
                .put("duplicates", skippedFor(SkipReason.DUPLICATE))
                .put("gaps", gaps)
                .put("missed", missed);
        if (ticks > 0) {
            json.put("lastTickAgeMs", Math.max(0, nowMicros - lastTickMicros) / 1_000);
        }
        return json;
    }

    private Counter skipMeter(SkipReason reason) {
        return keep(Counter.builder("feed.skipped")
                .description("What gave no tick, by reason")
                .tag("feed", feed)
                .tag("reason", reason.text())
                .register(registry));
    }

    private <M extends Meter> M keep(M meter) {
        meters.add(meter);
        return meter;
    }
}
