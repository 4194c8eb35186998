package io.quotewire.gateway.subscription;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * By publisher, the highest epoch that was seen: who comes with a lower one was replaced, and may not know it yet. Confined to the
 * event loop of its book.
 */
final class Fences {
    private final Map<String, Long> highest = new HashMap<>();
    private long kept;

    /** Whether a message is from somebody who was replaced; such are counted. */
    boolean keepOut(String publisher, long epoch) {
        Long before = highest.get(publisher);
        if (before == null || epoch > before) {
            highest.put(publisher, epoch);
            return false;
        }
        boolean isBehind = epoch < before;
        kept += isBehind ? 1 : 0;
        return isBehind;
    }

    /** How many were kept out. */
    long count() {
        return kept;
    }

    void forget(Predicate<String> publishers) {
        highest.keySet().removeIf(publishers);
    }
}
