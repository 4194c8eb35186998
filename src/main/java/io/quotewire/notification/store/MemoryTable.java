package io.quotewire.notification.store;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table in memory. Confined to one thread at a time. */
final class MemoryTable implements Table {
    private final NavigableMap<String, String> rows = new TreeMap<>();

    @Override
    public @Nullable String get(String key) {
        return rows.get(key);
    }

    @Override
    public void put(String key, String value) {
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

    long size() {
        return rows.size();
    }
}
