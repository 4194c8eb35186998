package io.quotewire.feed;

import io.quotewire.feed.quality.Quotes;
import io.quotewire.feed.source.MarketEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How far a feed has come in its exchange's own numbering, by symbol. Not thread-safe. */
final class Positions {
    private static final int KINDS = 3;

    /** As many as there can be books; of others nothing is published. */
    private static final int MAX_SYMBOLS = Quotes.MAX_SYMBOLS;

    private final Map<String, long[]> bySymbol = new HashMap<>();

    /** Takes note of an event. */
    void note(MarketEvent event) {
        if (event.sequence != MarketEvent.UNNUMBERED) {
            long[] numbers = bySymbol.get(event.symbol);
            if (numbers == null) {
                numbers = none();
                if (bySymbol.size() < MAX_SYMBOLS) {
                    bySymbol.put(event.symbol, numbers);
                }
            }
            int kind = kind(event);
            numbers[kind] = Math.max(numbers[kind], event.sequence);
        }
    }

    /** Whether an event is one that was noted already, or older than one. */
    boolean cover(MarketEvent event) {
        long[] numbers = bySymbol.get(event.symbol);
        return numbers != null && event.sequence != MarketEvent.UNNUMBERED && event.sequence <= numbers[kind(event)];
    }

    boolean isEmpty() {
        return bySymbol.isEmpty();
    }

    void clear() {
        bySymbol.clear();
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        bySymbol.forEach((symbol, numbers) -> {
            JsonArray list = new JsonArray();
            for (long number : numbers) {
                list.add(number);
            }
            json.put(symbol, list);
        });
        return json;
    }

    /** What is not in the right form is left out: it only means that something may be said twice. */
    static Positions from(JsonObject json) {
        Positions positions = new Positions();
        for (String symbol : json.fieldNames()) {
            if (json.getValue(symbol) instanceof JsonArray list
                    && list.size() == KINDS
                    && list.stream().allMatch(Number.class::isInstance)) {
                long[] numbers = none();
                for (int kind = 0; kind < KINDS; kind++) {
                    numbers[kind] = list.getLong(kind);
                }
                positions.bySymbol.put(symbol, numbers);
            }
        }
        return positions;
    }

    private static long[] none() {
        long[] numbers = new long[KINDS];
        Arrays.fill(numbers, MarketEvent.UNNUMBERED);
        return numbers;
    }

    /** Trades that are numbered one by one, and what else tells of a trade under the same number, are two. */
    private static int kind(MarketEvent event) {
        return switch (event.kind) {
            case TRADE -> event.tradeId == MarketEvent.UNNUMBERED ? 2 : 0;
            case QUOTE -> 1;
            case SUMMARY -> 2;
        };
    }
}
