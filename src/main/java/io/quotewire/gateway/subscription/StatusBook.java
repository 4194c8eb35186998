package io.quotewire.gateway.subscription;

import io.quotewire.bus.SymbolStatus;
import io.quotewire.bus.SymbolStatuses;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How symbols stand, as the feed verticles say. Confined to one event loop. */
final class StatusBook {
    /** What one feed verticle has said, and whether something of it was missed. */
    private static final class Told {
        private final long epoch;
        private final Map<String, SymbolStatus> symbols = new HashMap<>();
        private long number;
        private boolean missed;

        private Told(long epoch) {
            this.epoch = epoch;
        }

        private void take(SymbolStatuses statuses) {
            if (statuses.full()) {
                if (statuses.number() >= number) {
                    symbols.clear();
                    missed = false;
                    put(statuses);
                }
            } else if (statuses.symbols().isEmpty()) {
                missed |= statuses.number() > number;
            } else if (statuses.number() > number) {
                missed |= statuses.number() > number + 1;
                put(statuses);
            }
        }

        private void put(SymbolStatuses statuses) {
            number = statuses.number();
            statuses.symbols().forEach(status -> symbols.put(status.symbol(), status));
        }
    }

    private final Map<String, Told> publishers = new HashMap<>();

    void accept(SymbolStatuses statuses) {
        Told told = publishers.get(statuses.publisher());
        if (told == null || told.epoch != statuses.epoch()) {
            told = new Told(statuses.epoch());
            publishers.put(statuses.publisher(), told);
        }
        told.take(statuses);
    }

    /** Whether something is missing of those who are there. */
    boolean isMissingAny(Predicate<String> isThere) {
        return publishers.entrySet().stream()
                .anyMatch(entry -> entry.getValue().missed && isThere.test(entry.getKey()));
    }

    void forget(Predicate<String> isForgotten) {
        publishers.keySet().removeIf(isForgotten);
    }

    /** How a symbol stands at the best of those who are there; null if nobody says anything of it. */
    @Nullable
    SymbolStatus best(String symbol, Predicate<String> isThere) {
        SymbolStatus best = null;
        for (Map.Entry<String, Told> entry : publishers.entrySet()) {
            SymbolStatus status = entry.getValue().symbols.get(symbol);
            if (status != null && (best == null || rank(status) < rank(best)) && isThere.test(entry.getKey())) {
                best = status;
            }
        }
        return best;
    }

    private static int rank(SymbolStatus status) {
        return switch (status.state()) {
            case LIVE -> 0;
            case FALLBACK -> 1;
            case HALTED -> 2;
            case STALE -> 3;
        };
    }
}
