package io.quotewire.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.shareddata.AsyncMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When connections of each address were closed for going too far, in a map of the cluster that is changed by compare and set: of
 * all nodes, one alone is told that there were too many. Any context.
 */
public final class RecentCloses {
    /** What was closed longer ago is forgotten. */
    static final long WINDOW_MS = 600_000;

    /** Each time one of the nodes succeeds: so many failures of one of them are none of chance. */
    private static final int MAX_TRIES = 200;

    private final AsyncMap<String, String> map;
    private final int tooMany;
    private final LongSupplier wallMs;

    /**
     * Closes over a map.
     *
     * @param map shared by all nodes
     * @param tooMany so many within ten minutes; at least 1
     * @param wallMs the present, epoch milliseconds; nodes must agree about it
     */
    public RecentCloses(AsyncMap<String, String> map, int tooMany, LongSupplier wallMs) {
        this.map = map;
        this.tooMany = tooMany;
        this.wallMs = wallMs;
    }

    /** One more; whether there were too many, all of which are forgotten by that. */
    Future<Boolean> add(String address) {
        return add(address, wallMs.getAsLong(), MAX_TRIES);
    }

    private Future<Boolean> add(String address, long nowMs, int tries) {
        return map.get(address).compose(before -> {
            List<Long> times =
                    Stream.concat(recent(before, nowMs), Stream.of(nowMs)).toList();
            boolean reached = times.size() >= tooMany;
            return swap(address, before, reached ? List.of() : times).compose(swapped -> {
                if (swapped) {
                    return Future.succeededFuture(reached);
                }
                return tries > 1
                        ? add(address, nowMs, tries - 1)
                        : Future.failedFuture("the closes of an address change too often");
            });
        });
    }

    private Future<Boolean> swap(String address, @Nullable String before, List<Long> times) {
        if (times.isEmpty()) {
            return before == null ? Future.succeededFuture(true) : map.removeIfPresent(address, before);
        }
        String text = times.stream().map(String::valueOf).collect(Collectors.joining(","));
        return before == null
                ? map.putIfAbsent(address, text).map(existing -> existing == null)
                : map.replaceIfPresent(address, before, text);
    }

    /** Why an address is blocked, for administrators. */
    String reason() {
        return tooMany + " connections closed for going too far, within " + WINDOW_MS / 60_000 + " minutes";
    }

    /** Forgets addresses of which nothing was closed lately. */
    Future<Void> sweep() {
        long nowMs = wallMs.getAsLong();
        return map.entries()
                .compose(entries -> Future.join(entries.entrySet().stream()
                        .filter(entry ->
                                recent(entry.getValue(), nowMs).findAny().isEmpty())
                        .map(this::forget)
                        .toList()))
                .mapEmpty();
    }

    private Future<Boolean> forget(Map.Entry<String, String> entry) {
        return map.removeIfPresent(entry.getKey(), entry.getValue());
    }

    private static Stream<Long> recent(@Nullable String text, long nowMs) {
        return text == null
                ? Stream.of()
                : Stream.of(text.split(",", -1)).map(Long::valueOf).filter(time -> nowMs - time < WINDOW_MS);
    }
}
