package io.quotewire.gateway.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What has to be over in time; all have the same. Confined to one event loop.
 *
 * @param <K> what is waited for; told apart by identity or value
 */
final class Deadlines<K> {
    private final long patienceMs;
    private final LongSupplier steadyMs;
    /** In the order in which they were begun, which is that of their deadlines. */
    private final Map<K, Long> waiting = new LinkedHashMap<>();

    /**
     * Nothing is waited for.
     *
     * @param patienceMs how long each may take, milliseconds; 0 = for ever, and nothing is counted
     * @param steadyMs milliseconds of a clock that never goes back
     */
    Deadlines(long patienceMs, LongSupplier steadyMs) {
        this.patienceMs = patienceMs;
        this.steadyMs = steadyMs;
    }

    void begin(K key) {
        if (patienceMs > 0) {
            waiting.put(key, steadyMs.getAsLong() + patienceMs);
        }
    }

    void end(K key) {
        waiting.remove(key);
    }

    /** Those whose time is over; they are waited for until {@link #end}. */
    List<K> late() {
        long nowMs = steadyMs.getAsLong();
        List<K> late = new ArrayList<>();
        for (Map.Entry<K, Long> entry : waiting.entrySet()) {
            if (entry.getValue() > nowMs) {
                break;
            }
            late.add(entry.getKey());
        }
        return late;
    }

    int size() {
        return waiting.size();
    }
}
