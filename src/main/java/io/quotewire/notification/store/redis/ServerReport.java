package io.quotewire.notification.store.redis;

import io.quotewire.notification.store.StoreHealth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself (INFO), and whether notifications are safe with it. Managed servers may keep CONFIG to themselves, so
 * only what is nice to know comes from there. Immutable.
 *
 * @param facts names and values
 * @param flushing {@code appendfsync}, where it was told
 */
record ServerReport(Map<String, String> facts, @Nullable String flushing) {
    ServerReport {
        facts = Map.copyOf(facts);
    }

    static ServerReport read(String text, @Nullable String flushing) {
        Map<String, String> facts = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                facts.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return new ServerReport(facts, flushing);
    }

    boolean isReplica() {
        return is("role", "slave");
    }

    StoreHealth health(int waitReplicas) {
        Optional<String> problem = problem(waitReplicas);
        return new StoreHealth(problem.isEmpty(), problem.orElseGet(this::fine), true);
    }

    private Optional<String> problem(int waitReplicas) {
        if (is("loading", "1")) {
            return Optional.of(Trouble.LOADING);
        }
        if (isReplica()) {
            return Optional.of(Trouble.REPLICA);
        }
        if (number("maxmemory") > 0 && number("used_memory") > number("maxmemory")) {
            return Optional.of(Trouble.MEMORY);
        }
        if (is("aof_last_write_status", "err") || is("rdb_last_bgsave_status", "err")) {
            return Optional.of(Trouble.DISK);
        }
        if (is("aof_enabled", "0")) {
            return Optional.of("Redis has no appendonly file: what is stored is lost when it ends");
        }
        if ("no".equals(flushing)) {
            return Optional.of("Redis flushes its appendonly file when it likes (appendfsync no)");
        }
        if (number("maxmemory") > 0 && !is("maxmemory_policy", "noeviction")) {
            return Optional.of("Redis throws keys away when its memory is full (maxmemory-policy)");
        }
        return number("connected_slaves") < waitReplicas ? Optional.of(Trouble.REPLICAS) : Optional.empty();
    }

    private String fine() {
        if (flushing == null) {
            return "in Redis";
        }
        return flushing.equals("always") ? "in Redis, flushed before every answer" : "in Redis, flushed every second";
    }

    private boolean is(String name, String value) {
        return value.equals(facts.get(name));
    }

    private long number(String name) {
        String value = facts.getOrDefault(name, "0");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }
}
