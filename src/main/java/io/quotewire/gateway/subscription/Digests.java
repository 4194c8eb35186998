package io.quotewire.gateway.subscription;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** How far the digests of each feed verticle were taken in, and whether any was missed. Confined to one event loop. */
final class Digests {
    /** How far, and whether one was missed since the last full snapshot. */
    private record Taken(long epoch, long number, boolean missed) {}

    private final Map<String, Taken> byPublisher = new HashMap<>();

    /** A full snapshot holds all that the digests up to this one told. */
    void snapshot(String publisher, long epoch, long number) {
        Taken before = byPublisher.get(publisher);
        if (before == null || before.epoch() != epoch || before.number() <= number) {
            byPublisher.put(publisher, new Taken(epoch, number, false));
        }
    }

    void digest(String publisher, long epoch, long number) {
        Taken before = byPublisher.get(publisher);
        if (before == null || before.epoch() != epoch) {
            before = new Taken(epoch, 0, false);
        }
        boolean missed = before.missed() || number > before.number() + 1;
        byPublisher.put(publisher, new Taken(epoch, number, missed));
    }

    /** Whether one is missing of those who are there. */
    boolean isMissingAny(Predicate<String> isThere) {
        return byPublisher.entrySet().stream()
                .anyMatch(entry -> entry.getValue().missed() && isThere.test(entry.getKey()));
    }

    void forget(Predicate<String> publishers) {
        byPublisher.keySet().removeIf(publishers);
    }
}
