package io.quotewire.feed;

import io.quotewire.feed.source.Symbols;
import io.quotewire.kit.config.Kind;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;

/**
 * The value of {@code symbols}: a list of names, or how many.
 *
 * @param names the list; empty if it is a count
 * @param count how many; 0 if it is a list
 */
public record SymbolChoice(List<String> names, int count) {
    /** The most that a count may be. */
    static final int MAX_COUNT = 10_000;

    /** Copies the list. */
    public SymbolChoice {
        names = List.copyOf(names);
    }

    static Kind<SymbolChoice> kind() {
        return Kind.of(
                "a list of symbols such as \"BTC-USD\", or for the simulator a count from 1 to " + MAX_COUNT,
                SymbolChoice::read);
    }

    private static Optional<SymbolChoice> read(Object raw) {
        if (raw instanceof Integer count) {
            return count >= 1 && count <= MAX_COUNT
                    ? Optional.of(new SymbolChoice(List.of(), count))
                    : Optional.empty();
        }
        if (raw instanceof JsonArray array
                && array.stream().allMatch(item -> item instanceof String text && Symbols.isSymbol(text))) {
            return Optional.of(
                    new SymbolChoice(array.stream().map(String.class::cast).toList(), 0));
        }
        return Optional.empty();
    }
}
