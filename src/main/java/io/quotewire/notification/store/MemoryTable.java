package io.quotewire.notification.store;

import io.quotewire.bus.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table in memory. Confined to one thread at a time. */
final class MemoryTable implements Table {
    private final NavigableMap<String, String> rows = new TreeMap<>();
    private final int max;

    MemoryTable() {
        this(Integer.MAX_VALUE);
    }

    /** One that takes so many rows. */
    MemoryTable(int max) {
        this.max = max;
    }

    @Override
    public @Nullable String get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, String value) {
        if (isFull() && !rows.containsKey(key)) {
            throw FailureCode.STORE_UNAVAILABLE.toException("the memory store is full");
        }
        rows.put(key, value);
    }

    @Override
    public void remove(String key) {
        rows.remove(key);
    }

    @Override
    public List<Map.Entry<String, String>> range(String from, String to, int max) {
        return rows.subMap(from, to).entrySet().stream()
                .limit(max)
                .map(row -> Map.entry(row.getKey(), row.getValue()))
                .collect(Collectors.toList());
    }

    boolean isFull() {
        return rows.size() >= max;
    }
}
