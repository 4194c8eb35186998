package io.quotewire.feed;

import io.quotewire.feed.source.replay.Seek;
import io.quotewire.kit.config.ConfigSection;
import io.quotewire.kit.config.Key;
import io.quotewire.kit.config.Kind;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.config.Section;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    static final Key<String> FROM = Key.of(
            "from",
            Kind.text(
                    "a time span such as 90s or 1h30m, or a moment such as 2024-08-08T23:54:00Z",
                    text -> Seek.of(text).isPresent()),
            null,
            "Where in the recording to begin: so long after its first message, or at this moment; replay only.");
    static final Key<Boolean> DEMAND = Key.of(
            "demand",
            Kind.flag(),
            false,
            "Whether the exchange is asked for only those of the symbols that somebody wants just now; live feeds only.");
    static final Key<Integer> LINGER_SECONDS = Key.of(
            "lingerSeconds",
            Kind.integer(0, 86_400),
            60,
            "With demand: how long a symbol is kept that nobody wants any more; at least 15 s, since gateways tell every few"
                    + " seconds what their clients want.");
    static final Key<Integer> SILENCE_SECONDS = Key.of(
            "silenceSeconds",
            Kind.integer(1, 3_600),
            null,
            "An exchange that sends no message for so many seconds is connected to anew; live feeds only. Unless given 10 for coinbase and kraken, which send heartbeats, 30 for binance, 60 for coincap.");
    static final Key<Map<String, String>> SYMBOL_MAP = Key.of(
            "symbolMap",
            ProductNames.kind(),
            null,
            "What the exchange calls a symbol, where that is not its usual name, as in {\"BTC-USD\": \"BTCUSDT\"}, which counts Tether as dollars; live feeds only.");
    static final Key<String> API_KEY = Key.of(
                    "apiKey",
                    Kind.text("printable characters without spaces", text -> text.matches("[!-~]{1,256}")),
                    null,
                    "The key that the exchange gave; coincap only.")
            .asSecret();

    private static final Section SECTION = Section.of("feed", "Where prices come from.")
            .with(Section.named(
                    SOURCES,
                    "The feeds of this node, each under its name, which its ticks carry as source.",
                    Section.of("source", "One feed.", sourceKeys())))
            .with(ArbitrationOptions.section());

    @Override
    public Section section() {
        return SECTION;
    }

    @Override
    public void check(JsonObject json, Problems problems) {
        FeedOptions.check(json, problems);
    }

    private static Key<?>[] sourceKeys() {
        List<Key<?>> own = List.of(
                TYPE,
                URL,
                SYMBOLS,
                RATE,
                SEED,
                SPEED,
                LOOP,
                FROM,
                DEMAND,
                LINGER_SECONDS,
                SILENCE_SECONDS,
                SYMBOL_MAP,
                API_KEY);
        return Stream.of(own, PollingOptions.KEYS, QualityOptions.KEYS)
                .flatMap(List::stream)
                .toArray(Key<?>[]::new);
    }

    private static Kind<Long> wholeNumber() {
        return Kind.of(
                "an integer",
                raw -> raw instanceof Integer || raw instanceof Long
                        ? Optional.of(((Number) raw).longValue())
                        : Optional.empty());
    }
}
