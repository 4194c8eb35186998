package io.quotewire.feed;

import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Declares the configuration section {@code feed}. Immutable. */
public final class FeedSection implements ConfigSection {
    static final String SOURCES = "sources";

    static final Key<String> TYPE =
            Key.of("type", Kind.choice(SourceType.texts()), null, "Where the prices come from; required.");
    static final Key<String> URL = Key.of(
            "url",
            Kind.text("a non-empty string", text -> !text.isBlank()),
            null,
            "Of an exchange: its WebSocket address, if not the public one. Of a replay: the recording's file; required.");
    static final Key<String> REST = Key.of(
                    "rest",
                    Kind.text("an http:// or https:// address", text -> text.matches("https?://\\S+")),
                    null,
                    "The exchange's REST address, polled while its stream is down.")
            .notYetEnforced();
    static final Key<SymbolChoice> SYMBOLS = Key.of(
            "symbols",
            SymbolChoice.kind(),
            null,
            "The symbols, BASE-QUOTE in capitals; for the simulator also a count, 12 by default. A replay takes unlisted ones too.");
    static final Key<Double> RATE =
            Key.of("rate", Kind.decimal(0.001, 1_000_000), 20.0, "Ticks per second over all symbols; simulator only.");
    static final Key<Long> SEED =
            Key.of("seed", wholeNumber(), 1L, "The same seed gives the same ticks; simulator only.");
    static final Key<Double> SPEED = Key.of(
            "speed", Kind.decimal(0.001, 1_000_000), 1.0, "How many times as fast as it was recorded; replay only.");
    static final Key<Boolean> LOOP =
            Key.of("loop", Kind.flag(), false, "Whether to begin again at the recording's end; replay only.");
    static final Key<Integer> SILENCE_SECONDS = Key.of(
            "silenceSeconds",
            Kind.integer(1, 3_600),
            10,
            "An exchange that sends nothing for so many seconds is connected to anew; live feeds only.");

    private static final Section SECTION = Section.of("feed", "Where prices come from.")
            .with(Section.named(
                    SOURCES,
                    "The feeds of this node, each under its name, which its ticks carry as source.",
                    Section.of(
                            "source",
                            "One feed.",
                            TYPE,
                            URL,
                            REST,
                            SYMBOLS,
                            RATE,
                            SEED,
                            SPEED,
                            LOOP,
                            SILENCE_SECONDS)));

    @Override
    public Section section() {
        return SECTION;
    }

    @Override
    public void check(JsonObject json, Problems problems) {
        FeedOptions.check(json, problems);
    }

    private static Kind<Long> wholeNumber() {
        return Kind.of(
                "an integer",
                raw -> raw instanceof Integer || raw instanceof Long
                        ? Optional.of(((Number) raw).longValue())
                        : Optional.empty());
    }
}
